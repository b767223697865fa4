import { queryOptions } from '@tanstack/react-query'
import { call } from '../../api/client.ts'

/** What happened in the chats today. */
export const todayQuery = queryOptions({ queryKey: ['conversations', 'today'], queryFn: () => call('getTodaySummary') })

/** Which first steps are done, told by the rows that exist. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: async () => {
    const [products, { facts }, { firstTriedAt }, channels, members, invitations] = await Promise.all([
      call('listProducts', { query: { limit: 1 } }),
      call('getShopFacts'),
      call('getAssistantSettings'),
      call('listChannels'),
      call('listMembers'),
      call('listInvitations'),
    ])
    return {
      catalog: products.items.length > 0,
      facts: facts.address !== '' || Object.keys(facts.hours).length > 0,
      try: firstTriedAt !== null,
      channel: channels.items.some((channel) => channel.status === 'active'),
      member: members.items.length > 1 || invitations.items.length > 0,
    }
  },
})
