import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { longDate } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { peopleWords } from './words.ts'

const invitedRoles = ['agent', 'cashier', 'manager', 'viewer', 'owner'] as const

/** Makes a link for one person, and takes waiting ones back. The link is shown once: only its hash is kept. */
export function Invitations() {
  const people = peopleWords()
  const words = people.members
  const queries = useQueryClient()
  const toast = useToast()
  const waiting = useQuery({ queryKey: ['invitations'], queryFn: () => call('listInvitations') })
  const refresh = () => queries.invalidateQueries({ queryKey: ['invitations'] })
  const invite = useMutation({
    mutationFn: (form: FormData) => call('inviteMember', { body: { name: textOf(form, 'name'), role: invitedRoles.find((role) => role === form.get('role')) ?? 'viewer' } }),
    onSuccess: async () => {
      await refresh()
      await queries.invalidateQueries({ queryKey: ['setup'] })
    },
  })
  const revoke = useMutation({
    mutationFn: ({ invitationId }: { invitationId: string; name: string }) => call('revokeInvitation', { params: { invitationId } }),
    onSuccess: async (_, { name }) => {
      await refresh()
      toast(words.revoked(name))
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  return (
    <>
      <Card title={words.invite}>
        <p className="text-soft">{words.inviteText}</p>
        <Form onSubmit={invite.mutate} action={words.makeLink} isBusy={invite.isPending} error={invite.error}>
          <TextField name="name" label={words.inviteName} required maxLength={40} autoComplete="off" />
          <SelectField name="role" label={people.roleLabel}>
            {invitedRoles.map((role) => (
              <option key={role} value={role}>
                {people.roles[role]}
              </option>
            ))}
          </SelectField>
        </Form>
        {invite.data && <Copyable title={words.linkTitle(invite.data.name)} text={invite.data.link} />}
      </Card>
      {waiting.isError && <ErrorState error={waiting.error} onRetry={() => void waiting.refetch()} />}
      {waiting.data && waiting.data.items.length > 0 && (
        <Card title={words.waiting}>
          <ul className="flex flex-col gap-2">
            {waiting.data.items.map((one) => (
              <li key={one.invitationId} className="flex flex-wrap items-center justify-between gap-2">
                <span>
                  <span className="block font-semibold">
                    {one.name} · {people.roles[one.role]}
                  </span>
                  <span className="block text-sm text-soft">{words.until(longDate(one.expiresAt))}</span>
                </span>
                <Button onClick={() => revoke.mutate(one)} isBusy={revoke.isPending && revoke.variables.invitationId === one.invitationId}>
                  {words.revoke}
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}
