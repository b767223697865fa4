import { Link } from '@tanstack/react-router'
import { ArrowLeft, CircleCheck, Info, RotateCcw } from 'lucide-react'
import { useMessages } from '../../locales/locale.ts'
import { Badge } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/button.tsx'
import type { Conversation } from './queries.ts'
import type { ConversationActions } from './use-conversation-actions.ts'

interface ConversationHeaderProps {
  conversation: Conversation
  actions: ConversationActions
  mayWrite: boolean
  onDetails: () => void
}

/** Who this is, where they write, and the two things done most: look them up, close. */
export function ConversationHeader({ conversation, actions, mayWrite, onDetails }: ConversationHeaderProps) {
  const { inbox } = useMessages()
  const isClosed = conversation.status === 'closed'
  return (
    <header className="flex min-h-16 shrink-0 items-center gap-1 border-b border-line bg-card px-2">
      <Link to="/chat" search={keepFilter} aria-label={inbox.backToList} className="inline-flex size-[48px] shrink-0 items-center justify-center rounded-full hover:bg-tint lg:hidden">
        <ArrowLeft aria-hidden />
      </Link>
      <div className="min-w-0 grow px-1 lg:px-2">
        <h1 className="truncate text-lg leading-tight font-bold">{conversation.customer.name || inbox.namelessCustomer}</h1>
        <p className="flex items-center gap-2 overflow-hidden text-sm text-soft">
          <span className="truncate">{conversation.channel.name}</span>
          {conversation.isSample && <Badge>{inbox.sample}</Badge>}
          {isClosed && <Badge tone="good">{inbox.closed}</Badge>}
        </p>
      </div>
      {mayWrite && (
        <IconButton label={isClosed ? inbox.reopen : inbox.close} onClick={actions.toggleClosed} disabled={actions.isBusy}>
          {isClosed ? <RotateCcw aria-hidden /> : <CircleCheck aria-hidden />}
        </IconButton>
      )}
      <IconButton label={inbox.details} onClick={onDetails} className="xl:hidden">
        <Info aria-hidden />
      </IconButton>
    </header>
  )
}

const keepFilter = (search: object) => search
