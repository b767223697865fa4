import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { ApiError, call, setActiveBusiness } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { longDate } from '../../ui/format.ts'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { Welcome } from './welcome.tsx'

/** Joins a business: with the login that is signed in, or with a new one. */
export function InvitationScreen() {
  const { people, start } = useMessages()
  const words = people.invitation
  const { token } = useParams({ from: '/undangan/$token' })
  const queries = useQueryClient()
  const navigate = useNavigate()
  const invitation = useQuery({ queryKey: ['invitation', token], queryFn: () => call('getInvitation', { params: { token } }), retry: false })
  const join = useMutation({
    mutationFn: (account: { username: string; password: string } | undefined) => call('acceptInvitation', { params: { token }, body: account ? { account } : {} }),
    onSuccess: async ({ businessId }) => {
      setActiveBusiness(businessId)
      // Who is signed in must be known before the next screen asks; the used invitation is not fetched again.
      await queries.resetQueries({ queryKey: ['me'] })
      await navigate({ to: '/' })
      await queries.resetQueries()
    },
  })
  if (invitation.isPending) return <Loading rows={3} />
  if (invitation.isError) return <ErrorState error={invitation.error} onRetry={() => void invitation.refetch()} />
  const { businessName, name, role, expiresAt, signedInAs } = invitation.data
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    join.mutate({ username: String(form.get('username') ?? '').trim(), password: String(form.get('password') ?? '') })
  }
  const problem = join.error instanceof ApiError ? join.error : undefined
  const fieldError = (field: string) => problem?.fields.find(({ pointer }) => pointer.endsWith(field))?.message
  return (
    <Welcome title={words.title(businessName)} intro={`${words.intro(name, people.roles[role])} ${words.until(longDate(expiresAt))}`}>
      {join.error && (
        <p role="alert" className="font-semibold text-bad">
          {join.error.message}
        </p>
      )}
      {signedInAs ? (
        <Button kind="primary" isWide onClick={() => join.mutate(undefined)} isBusy={join.isPending}>
          {words.joinAs(signedInAs)}
        </Button>
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <TextField name="username" label={start.yourName} hint={start.yourNameHint} required minLength={2} maxLength={40} autoComplete="username" autoCapitalize="none" error={fieldError('/username')} />
          <TextField name="password" type="password" label={start.password} hint={start.passwordHint} required minLength={8} maxLength={128} autoComplete="new-password" error={fieldError('/password')} />
          <Button type="submit" kind="primary" isWide isBusy={join.isPending}>
            {words.join}
          </Button>
          <Link to="/masuk" search={{ lanjut: `/undangan/${token}` }} className="inline-flex min-h-12 items-center justify-center font-semibold text-primary underline">
            {words.haveAccount}
          </Link>
        </form>
      )}
    </Welcome>
  )
}
