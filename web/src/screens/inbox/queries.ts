import { queryOptions } from '@tanstack/react-query'
import { call } from '../../api/client.ts'

export interface ConversationFilter {
  view?: 'all' | 'mine' | 'unassigned' | 'needs-person' | 'unread'
  status?: 'open' | 'waiting' | 'closed'
  search?: string
  label?: string
  channelId?: string
  limit?: number
}

/** One page of conversations under a filter. */
export const conversationsQuery = (filter: ConversationFilter) =>
  queryOptions({ queryKey: ['conversations', filter], queryFn: ({ signal }) => call('listConversations', { query: filter, signal }) })
