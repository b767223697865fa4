import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { ConversationView } from './conversation-view.tsx'
import { conversationQuery } from './queries.ts'

/** One conversation by its address; a new one starts afresh, with its own draft. */
export function ConversationScreen() {
  const { conversationId } = useParams({ strict: false })
  const conversation = useQuery({ ...conversationQuery(conversationId ?? ''), enabled: conversationId !== undefined })
  if (conversation.isPending) return <Loading rows={4} />
  if (!conversation.data) return <ErrorState error={conversation.error} onRetry={() => void conversation.refetch()} />
  return <ConversationView key={conversationId} conversation={conversation.data} />
}
