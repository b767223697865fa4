import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'

export interface ConversationFilter {
  view?: 'all' | 'mine' | 'unassigned' | 'needs-person' | 'unread'
  status?: 'open' | 'waiting' | 'closed'
  search?: string
  label?: string
  channelId?: string
  limit?: number
}

export type Conversation = Answer<'listConversations'>['items'][number]

/** One page of conversations under a filter. */
export const conversationsQuery = (filter: ConversationFilter & { customerId?: string }) =>
  queryOptions({ queryKey: ['conversations', filter], queryFn: ({ signal }) => call('listConversations', { query: filter, signal }) })

/** The inbox under a filter, page after page. */
export const inboxQuery = (filter: ConversationFilter) =>
  infiniteQueryOptions({
    queryKey: ['conversations', 'pages', filter],
    queryFn: ({ pageParam, signal }) => call('listConversations', { query: { ...filter, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })

export const conversationQuery = (conversationId: string) =>
  queryOptions({ queryKey: ['conversation', conversationId], queryFn: ({ signal }) => call('getConversation', { params: { conversationId }, signal }) })

export const channelsQuery = queryOptions({ queryKey: ['channels'], queryFn: () => call('listChannels'), staleTime: 60_000 })

export const labelsQuery = queryOptions({ queryKey: ['label'], queryFn: () => call('listLabels'), staleTime: 60_000 })

export const cannedRepliesQuery = queryOptions({ queryKey: ['canned-reply'], queryFn: () => call('listCannedReplies'), staleTime: 60_000 })

export const templatesQuery = (channelId: string) => queryOptions({ queryKey: ['template', channelId], queryFn: () => call('listTemplates', { params: { channelId } }) })
