import { Link } from '@tanstack/react-router'
import type { Answer } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Badge } from '../../ui/badge.tsx'
import { shortTime } from '../../ui/format.ts'

export type Conversation = Answer<'listConversations'>['items'][number]

/** One line of the inbox: who, what last, when, and whether a person is needed. */
export function ConversationRow({ conversation, isActive = false }: { conversation: Conversation; isActive?: boolean }) {
  const { inbox } = useMessages()
  const isWaiting = conversation.handler === 'person' && conversation.status !== 'closed' && conversation.lastMessageDirection === 'inbound'
  return (
    <Link
      to="/chat/$conversationId"
      params={{ conversationId: conversation.conversationId }}
      aria-current={isActive || undefined}
      className={`flex min-h-18 items-start gap-3 px-4 py-3 hover:bg-tint ${isActive ? 'bg-tint' : ''}`}
    >
      <span aria-hidden className="flex size-11 shrink-0 items-center justify-center rounded-full bg-line font-bold text-ink">
        {(conversation.customer.name || '?').slice(0, 1).toUpperCase()}
      </span>
      <span className="flex min-w-0 grow flex-col">
        <span className="flex items-baseline justify-between gap-2">
          <span className={`truncate ${conversation.unreadCount > 0 ? 'font-extrabold' : 'font-semibold'}`}>{conversation.customer.name || inbox.namelessCustomer}</span>
          <time dateTime={conversation.lastMessageAt} className="shrink-0 text-sm text-soft tabular">
            {shortTime(conversation.lastMessageAt)}
          </time>
        </span>
        <span className="flex items-center gap-2">
          <span className={`grow truncate text-soft ${conversation.unreadCount > 0 ? 'font-semibold text-ink' : ''}`}>{conversation.lastMessagePreview}</span>
          {conversation.unreadCount > 0 && (
            <span className="shrink-0 rounded-full bg-primary px-2 text-sm font-bold text-on-primary tabular">
              {conversation.unreadCount}
              <span className="sr-only"> {inbox.unread}</span>
            </span>
          )}
        </span>
        <span className="mt-1 flex flex-wrap gap-1">
          <Badge>{conversation.channel.name}</Badge>
          {(isWaiting || (conversation.handoff && conversation.status !== 'closed')) && <Badge tone="warn">{inbox.needsPerson}</Badge>}
          {conversation.labels.map((label) => (
            <Badge key={label} tone="primary">
              {label}
            </Badge>
          ))}
        </span>
      </span>
    </Link>
  )
}
