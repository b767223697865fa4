import { useMemo } from 'react'
import { useMessages } from '../../locales/locale.ts'
import { useMe } from '../../session.ts'

/** The member who is looking, in the business that is shown. */
export function useOwnMemberId(): string | undefined {
  const me = useMe()
  return me?.businesses.find((one) => one.businessId === me.activeBusinessId)?.memberId
}

/** Names a member as the reader would: "Anda", else a colleague. */
export function useMemberName(): (memberId: unknown) => string {
  const { inbox } = useMessages()
  const own = useOwnMemberId()
  return useMemo(() => (memberId) => (typeof memberId !== 'string' ? inbox.system : memberId === own ? inbox.you : inbox.colleague), [inbox, own])
}
