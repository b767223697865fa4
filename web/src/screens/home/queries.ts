import { queryOptions } from '@tanstack/react-query'
import { activeBusiness, call } from '../../api/client.ts'

/** What happened in the chats today. */
export const todayQuery = queryOptions({ queryKey: ['conversations', 'today'], queryFn: () => call('getTodaySummary') })

/** Remembers on this device that the assistant of this business was tried. */
export const triedKey = () => `laris.tried.${activeBusiness() ?? ''}`

/** Which first steps are done, told by what exists. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: async () => {
    const [products, { facts }, channels, conversations, members, invitations] = await Promise.all([
      call('listProducts', { query: { limit: 1 } }),
      call('getShopFacts'),
      call('listChannels'),
      call('listConversations', { query: { limit: 1 } }),
      call('listMembers'),
      call('listInvitations'),
    ])
    return {
      catalog: products.items.length > 0,
      facts: facts.address !== '' || Object.keys(facts.hours).length > 0,
      try: localStorage.getItem(triedKey()) !== null || conversations.items.length > 0,
      channel: channels.items.some((channel) => channel.status === 'active'),
      member: members.items.length > 1 || invitations.items.length > 0,
    }
  },
})
