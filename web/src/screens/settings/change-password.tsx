import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMe } from '../../session.ts'
import { TextField } from '../../ui/field.tsx'
import { fieldError, Form } from '../../ui/form.tsx'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { peopleWords } from './words.ts'

/** A new password against the old one; keys of programs go on working, so their number is said. */
export function ChangePassword() {
  const { start } = useMessages()
  const people = peopleWords()
  const words = people.security
  const me = useMe()
  const queries = useQueryClient()
  const toast = useToast()
  const [formKey, setFormKey] = useState(0)
  const change = useMutation({
    mutationFn: (form: FormData) => call('changePassword', { body: { currentPassword: String(form.get('currentPassword')), newPassword: String(form.get('newPassword')) } }),
    onSuccess: async () => {
      setFormKey((key) => key + 1)
      await queries.invalidateQueries({ queryKey: ['sessions'] })
      toast(words.passwordChanged)
    },
  })
  const keys = change.data?.activeApiKeys ?? 0
  return (
    <Card title={words.passwordTitle}>
      <Form key={formKey} onSubmit={change.mutate} action={words.changePassword} isBusy={change.isPending} error={change.error}>
        {/* For password managers, which must know whose password changes. */}
        <input type="text" name="username" value={me?.accountName ?? ''} autoComplete="username" readOnly hidden />
        <TextField name="currentPassword" type="password" label={people.password} required maxLength={128} autoComplete="current-password" error={fieldError(change.error, '/password', '/currentPassword')} />
        <TextField name="newPassword" type="password" label={words.newPassword} hint={start.passwordHint} required minLength={8} maxLength={128} autoComplete="new-password" error={fieldError(change.error, '/newPassword')} />
      </Form>
      {keys > 0 && (
        <p role="status" className="rounded-box bg-note px-3 py-2 text-on-note">
          {words.keysStillWork(keys)}{' '}
          <Link to="/pengaturan/kunci-api" className="font-semibold underline">
            {words.keysLink}
          </Link>
        </p>
      )}
    </Card>
  )
}
