import { queryOptions } from '@tanstack/react-query'
import { call } from '../../api/client.ts'

/** What happened in the chats today. */
export const todayQuery = queryOptions({ queryKey: ['conversations', 'today'], queryFn: () => call('getTodaySummary') })

/** Which first steps are done, told by what exists. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: async () => {
    const [products, { facts }, channels, lessons, members] = await Promise.all([
      call('listProducts', { query: { limit: 1 } }),
      call('getShopFacts'),
      call('listChannels'),
      call('listConversations', { query: { limit: 1 } }),
      call('getMe'),
    ])
    return {
      catalog: products.items.length > 0,
      facts: facts.address !== '' || Object.keys(facts.hours).length > 0,
      try: localStorage.getItem('laris.tried') !== null || lessons.items.length > 0,
      channel: channels.items.some((channel) => channel.status === 'active'),
      member: localStorage.getItem('laris.invited') !== null || members.businesses.length === 0,
    }
  },
})
