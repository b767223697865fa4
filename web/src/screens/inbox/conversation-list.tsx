import { useInfiniteQuery } from '@tanstack/react-query'
import { useState, type FocusEvent, type KeyboardEvent, type Ref } from 'react'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState, ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { ConversationRow } from './conversation-row.tsx'
import { viewOf } from './filter.ts'
import { inboxQuery, type ConversationFilter } from './queries.ts'

interface ConversationListProps {
  filter: ConversationFilter
  activeId: string | undefined
  onClear: () => void
  ref: Ref<HTMLDivElement>
}

/** The conversations under the filter, newest first. One row is in the tab order; arrows move between rows. */
export function ConversationList({ filter, activeId, onClear, ref }: ConversationListProps) {
  const { inbox, shell } = useMessages()
  const [focusedId, setFocusedId] = useState<string>()
  const list = useInfiniteQuery(inboxQuery(filter))
  if (list.isPending) return <Loading rows={6} />
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  const conversations = list.data.pages.flatMap((page) => page.items)
  if (conversations.length === 0) return <NothingHere filter={filter} onClear={onClear} />
  const isListed = (id: string | undefined) => conversations.some((one) => one.conversationId === id)
  const tabbableId = [focusedId, activeId].find(isListed) ?? conversations[0]?.conversationId
  return (
    <div ref={ref} className={list.isPlaceholderData ? 'opacity-60' : ''}>
      <ul aria-label={inbox.list} className="divide-y divide-line" onFocus={(event: FocusEvent<HTMLElement>) => setFocusedId(event.target.dataset['conversation'])} onKeyDown={moveByArrows}>
        {conversations.map((conversation) => (
          <li key={conversation.conversationId}>
            <ConversationRow conversation={conversation} isActive={conversation.conversationId === activeId} tabIndex={conversation.conversationId === tabbableId ? 0 : -1} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <div className="p-4">
          <Button isWide isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage ? inbox.loadingMore : shell.loadMore}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Moves the focus by `step` rows from the focused one, else from the open one. */
export function focusRow(list: HTMLElement | null, activeId: string | undefined, step: 1 | -1): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-conversation]') ?? [])]
  const focused = rows.findIndex((row) => row === document.activeElement)
  const current = focused >= 0 ? focused : rows.findIndex((row) => row.dataset['conversation'] === activeId)
  rows[Math.min(Math.max(current + step, 0), rows.length - 1)]?.focus()
}

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined
  if (!step) return
  event.preventDefault()
  focusRow(event.currentTarget, undefined, step)
}

function NothingHere({ filter, onClear }: { filter: ConversationFilter; onClear: () => void }) {
  const { inbox } = useMessages()
  const mayConnect = useMay('channels.write')
  const view = viewOf(filter)
  if (filter.search || filter.label || filter.channelId) return <EmptyState title={inbox.nothingFound} text={inbox.nothingFoundText} action={<Button onClick={onClear}>{inbox.clearFilter}</Button>} />
  if (view !== 'all') return <EmptyState title={view === 'closed' ? inbox.emptyTitle : inbox.allDone} text={inbox.allDoneText} action={<Button onClick={onClear}>{inbox.showAll}</Button>} />
  return <EmptyState title={inbox.emptyTitle} text={inbox.emptyText} action={mayConnect && <LinkButton to="/pengaturan/kanal">{inbox.emptyAction}</LinkButton>} />
}
