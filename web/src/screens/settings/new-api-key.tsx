import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { fieldError, Form, textOf } from '../../ui/form.tsx'
import { apiKeyWords, scopeName } from './api-key-words.ts'
import { CurrentPassword } from './current-password.tsx'
import { peopleWords } from './words.ts'

type Scope = Answer<'listApiKeys'>['scopes'][number]
const lifetimes = [30, 90, 365]

/** Name, what it may do, how long, and the password; then the key, this once. */
export function NewApiKey({ scopes, onClose }: { scopes: Scope[]; onClose: () => void }) {
  const people = peopleWords()
  const words = apiKeyWords()
  const queries = useQueryClient()
  const [wasEmpty, setEmpty] = useState(false)
  const make = useMutation({
    mutationFn: (form: FormData) =>
      call('createApiKey', {
        body: { name: textOf(form, 'name'), scopes: chosen(form, scopes), expiresInDays: Number(form.get('expiry')) || null, password: String(form.get('password')) },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['api-keys'] }),
  })
  const submit = (form: FormData) => {
    const isEmpty = chosen(form, scopes).length === 0
    setEmpty(isEmpty)
    if (!isEmpty) make.mutate(form)
  }
  return (
    <Dialog isOpen onClose={onClose} title={words.make}>
      {make.data ? (
        <>
          <p role="status">{words.made(make.data.name)}</p>
          <Copyable title={words.key} text={make.data.key} />
          <Button kind="primary" isWide onClick={onClose}>
            {people.security.done}
          </Button>
        </>
      ) : (
        <Form onSubmit={submit} action={words.make} isBusy={make.isPending} error={make.error}>
          <TextField name="name" label={words.name} placeholder={words.nameExample} required maxLength={80} autoComplete="off" autoFocus error={fieldError(make.error, '/name')} />
          <fieldset aria-describedby={wasEmpty ? 'scopes-missing' : undefined}>
            <legend className="font-semibold">{words.scopes}</legend>
            <div className="grid sm:grid-cols-2">
              {scopes.map((scope) => (
                <CheckField key={scope} name="scopes" value={scope} label={scopeName(scope)} />
              ))}
            </div>
            {wasEmpty && (
              <p id="scopes-missing" role="alert" className="text-sm font-semibold text-bad">
                {words.scopesMissing}
              </p>
            )}
          </fieldset>
          <SelectField name="expiry" label={words.expiry} defaultValue="365">
            {lifetimes.map((days) => (
              <option key={days} value={days}>
                {words.days(days)}
              </option>
            ))}
            <option value="0">{words.forever}</option>
          </SelectField>
          <CurrentPassword isFirst={false} error={make.error} />
        </Form>
      )}
    </Dialog>
  )
}

function chosen(form: FormData, scopes: Scope[]): Scope[] {
  const ticked = new Set(form.getAll('scopes'))
  return scopes.filter((scope) => ticked.has(scope))
}
