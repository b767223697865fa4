import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { call, setActiveBusiness } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Form, Refusal, textOf } from '../../ui/form.tsx'
import { longDate } from '../../ui/format.ts'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { NewLogin } from './new-login.tsx'
import { Welcome } from './welcome.tsx'
import { peopleWords } from '../settings/words.ts'

/** Joins a business: with the login that is signed in, or with a new one. */
export function InvitationScreen() {
  const people = peopleWords()
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
  return (
    <Welcome title={words.title(businessName)} intro={`${words.intro(name, people.roles[role])} ${words.until(longDate(expiresAt))}`}>
      {signedInAs ? (
        <>
          <Refusal error={join.error} />
          <Button kind="primary" isWide onClick={() => join.mutate(undefined)} isBusy={join.isPending}>
            {words.joinAs(signedInAs)}
          </Button>
        </>
      ) : (
        <>
          <Form onSubmit={(form) => join.mutate({ username: textOf(form, 'username'), password: String(form.get('password')) })} action={words.join} isBusy={join.isPending} error={join.error}>
            <NewLogin error={join.error} />
          </Form>
          <Link to="/masuk" search={{ lanjut: `/undangan/${token}` }} className="inline-flex min-h-12 items-center justify-center font-semibold text-primary underline">
            {words.haveAccount}
          </Link>
        </>
      )}
    </Welcome>
  )
}
