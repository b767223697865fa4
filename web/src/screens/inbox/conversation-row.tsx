import { Link } from '@tanstack/react-router'
import { CornerUpLeft } from 'lucide-react'
import { memo } from 'react'
import { useMessages } from '../../locales/locale.ts'
import { Badge } from '../../ui/badge.tsx'
import { shortTime } from '../../ui/format.ts'
import type { Conversation } from './queries.ts'

interface ConversationRowProps {
  conversation: Conversation
  isActive?: boolean
  /** In a list with arrow keys only one row is in the tab order. */
  tabIndex?: number
}

/** One line of the inbox: who, what last, when, and whether a person is needed. */
export const ConversationRow = memo(function ConversationRow({ conversation, isActive = false, tabIndex }: ConversationRowProps) {
  const { inbox } = useMessages()
  const isClosed = conversation.status === 'closed'
  const needsPerson = !isClosed && conversation.handler === 'person' && (conversation.lastMessageDirection === 'inbound' || conversation.status === 'waiting')
  const isUnread = conversation.unreadCount > 0
  return (
    <Link
      to="/chat/$conversationId"
      params={{ conversationId: conversation.conversationId }}
      search={keepFilter}
      data-conversation={conversation.conversationId}
      tabIndex={tabIndex}
      aria-current={isActive || undefined}
      className={`flex min-h-18 items-start gap-3 border-l-4 py-3 pr-4 pl-3 hover:bg-tint focus-visible:-outline-offset-4 ${isActive ? 'border-primary bg-tint' : 'border-transparent'}`}
    >
      <span aria-hidden className="flex size-11 shrink-0 items-center justify-center rounded-full bg-line font-bold text-ink">
        {(conversation.customer.name || '?').slice(0, 1).toUpperCase()}
      </span>
      <span className="flex min-w-0 grow flex-col">
        <span className="flex items-baseline justify-between gap-2">
          <span className={`truncate ${isUnread ? 'font-extrabold' : 'font-semibold'}`}>{conversation.customer.name || inbox.namelessCustomer}</span>
          <time dateTime={conversation.lastMessageAt} className={`shrink-0 text-sm tabular ${isUnread ? 'font-semibold text-primary' : 'text-soft'}`}>
            {shortTime(conversation.lastMessageAt)}
          </time>
        </span>
        <span className="flex items-center gap-2">
          <span className={`min-w-0 grow truncate ${isUnread ? 'font-semibold text-ink' : 'text-soft'}`}>
            {conversation.lastMessageDirection === 'outbound' && (
              <>
                <CornerUpLeft aria-hidden className="mr-1 inline size-4 align-text-bottom" />
                <span className="sr-only">{inbox.answered}: </span>
              </>
            )}
            {conversation.lastMessagePreview}
          </span>
          {isUnread && (
            <span className="shrink-0 rounded-full bg-primary px-2 text-sm font-bold text-on-primary tabular">
              {conversation.unreadCount}
              <span className="sr-only"> {inbox.unread}</span>
            </span>
          )}
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-1">
          {needsPerson && <Badge tone="warn">{inbox.needsPerson}</Badge>}
          {isClosed && <Badge tone="good">{inbox.closed}</Badge>}
          {conversation.labels.map((label) => (
            <Badge key={label} tone="primary">
              {label}
            </Badge>
          ))}
          <span className="truncate text-sm text-soft">{conversation.channel.name}</span>
        </span>
      </span>
    </Link>
  )
})

const keepFilter = (search: object) => search
