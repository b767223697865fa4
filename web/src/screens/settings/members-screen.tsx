import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { SelectField } from '../../ui/field.tsx'
import { longDate } from '../../ui/format.ts'
import { Card, Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Invitations } from './invitations.tsx'
import { peopleWords } from './words.ts'

type Member = Answer<'listMembers'>['items'][number]
const roleNames = ['owner', 'manager', 'agent', 'cashier', 'viewer'] as const

/** Who works here, what each may do, and the links that wait for someone. */
export function MembersScreen() {
  const people = peopleWords()
  const members = useQuery({ queryKey: ['members'], queryFn: () => call('listMembers') })
  const mayWrite = useMay('members.write')
  return (
    <Page title={people.members.title} back="/pengaturan">
      {members.isPending && <Loading rows={2} />}
      {members.isError && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      {members.data?.items.map((member) => (
        <MemberCard key={member.memberId} member={member} mayWrite={mayWrite} />
      ))}
      {mayWrite && <Invitations />}
      {members.data && <ExportLinks list="members" />}
    </Page>
  )
}

function MemberCard({ member, mayWrite }: { member: Member; mayWrite: boolean }) {
  const people = peopleWords()
  const words = people.members
  const [isRemoving, setRemoving] = useState(false)
  const queries = useQueryClient()
  const toast = useToast()
  const refresh = () => queries.invalidateQueries({ queryKey: ['members'] })
  const onError = (error: Error) => toast(error.message, { isBad: true })
  const writeRole = async (role: Member['role']) => {
    await call('changeMemberRole', { params: { memberId: member.memberId }, body: { role } })
    await refresh()
  }
  const changeRole = useMutation({
    mutationFn: ({ to }: { to: Member['role']; from: Member['role'] }) => writeRole(to),
    onSuccess: (_, { to, from }) => toast(words.roleChanged(member.name, people.roles[to]), { undo: () => void writeRole(from).catch(onError) }),
    onError,
  })
  const remove = useMutation({
    mutationFn: () => call('removeMember', { params: { memberId: member.memberId } }),
    onSuccess: async () => {
      await refresh()
      setRemoving(false)
      toast(words.removed(member.name))
    },
  })
  return (
    <Card title={member.name} actions={member.isYou && <Badge tone="primary">{words.you}</Badge>}>
      <p className="text-sm text-soft">
        {people.roles[member.role]} · {words.joined(longDate(member.joinedAt))}
      </p>
      {member.twoFactorEnabled && <p className="text-sm text-soft">{words.twoFactor}</p>}
      {mayWrite && !member.isYou && (
        <div className="flex flex-wrap items-end gap-2">
          <SelectField label={words.roleOf(member.name)} value={member.role} disabled={changeRole.isPending} onChange={(event) => {
            const role = roleNames.find((one) => one === event.target.value)
            if (role) changeRole.mutate({ to: role, from: member.role })
          }}>
            {roleNames.map((role) => (
              <option key={role} value={role}>
                {people.roles[role]}
              </option>
            ))}
          </SelectField>
          <Button kind="danger" onClick={() => setRemoving(true)}>
            {words.remove}
          </Button>
        </div>
      )}
      <ConfirmDialog isOpen={isRemoving} onClose={() => setRemoving(false)} title={words.removeTitle(member.name)} action={words.remove} onConfirm={() => remove.mutate()} isBusy={remove.isPending} error={remove.error}>
        <p>{words.removeText(member.name)}</p>
      </ConfirmDialog>
    </Card>
  )
}
