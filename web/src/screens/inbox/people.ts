import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMay, useMe } from '../../session.ts'

const membersQuery = queryOptions({ queryKey: ['members'], queryFn: () => call('listMembers'), staleTime: 60_000 })

/** The member who is looking, in the business that is shown. */
export function useOwnMemberId(): string | undefined {
  const me = useMe()
  return me?.businesses.find((one) => one.businessId === me.activeBusinessId)?.memberId
}

/** The team; empty for a role that may not see it. */
export function useMembers() {
  return useQuery({ ...membersQuery, enabled: useMay('members.read') }).data?.items
}

/** Names a member as the reader would: "Anda", a name, or a colleague whose name this role may not see. */
export function useMemberName(): (memberId: unknown) => string {
  const { inbox } = useMessages()
  const own = useOwnMemberId()
  const members = useMembers()
  return useMemo(() => {
    const names = new Map(members?.map((member) => [member.memberId, member.name]))
    return (memberId) => {
      if (typeof memberId !== 'string') return inbox.system
      return memberId === own ? inbox.you : names.get(memberId) || inbox.colleague
    }
  }, [inbox, own, members])
}
