import { Link, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { CircleUserRound, Keyboard, SlidersHorizontal } from 'lucide-react'
import { useRef, useState } from 'react'
import { useMessages } from '../../locales/locale.ts'
import { IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { ConversationList, focusRow } from './conversation-list.tsx'
import { FilterDialog } from './filter-dialog.tsx'
import { inboxViews, readConversationFilter, viewOf, withView } from './filter.ts'
import type { ConversationFilter } from './queries.ts'
import { SearchBox } from './search-box.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { useShortcuts } from './shortcuts.ts'

/** The list, with the open conversation beside it on wide screens and instead of it on phones. */
export function InboxScreen() {
  const { inbox, shell } = useMessages()
  const filter = readConversationFilter(useSearch({ strict: false }))
  const { conversationId } = useParams({ strict: false })
  const navigate = useNavigate()
  const [isFiltering, setFiltering] = useState(false)
  const [isHelping, setHelping] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const setFilter = (next: ConversationFilter) =>
    void navigate(conversationId ? { to: '/chat/$conversationId', params: { conversationId }, search: next, replace: true } : { to: '/chat', search: next, replace: true })
  useShortcuts({
    j: () => focusRow(list.current, conversationId, 1),
    k: () => focusRow(list.current, conversationId, -1),
    '/': () => search.current?.focus(),
    '?': () => setHelping(true),
  })
  const chosen = viewOf(filter)
  const filterCount = [filter.channelId, filter.label].filter(Boolean).length
  return (
    <div className={`${conversationId ? 'h-full' : ''} lg:grid lg:h-full lg:grid-cols-[20rem_minmax(0,1fr)]`}>
      <section aria-label={inbox.list} className={`${conversationId ? 'hidden lg:flex' : 'flex'} min-h-0 flex-col lg:border-r lg:border-line`}>
        <header className="sticky top-0 z-20 flex flex-col gap-2 bg-paper/95 pb-2 backdrop-blur lg:static">
          <div className="flex min-h-16 items-center px-4">
            <h1 className="grow text-xl font-extrabold">{inbox.title}</h1>
            <IconButton label={inbox.shortcuts} onClick={() => setHelping(true)} className="max-lg:hidden">
              <Keyboard aria-hidden />
            </IconButton>
            <IconButton label={filterCount > 0 ? inbox.filtersOn(filterCount) : inbox.filter} onClick={() => setFiltering(true)} className={filterCount > 0 ? 'bg-tint text-primary' : ''}>
              <SlidersHorizontal aria-hidden />
            </IconButton>
            <Link to="/lainnya" aria-label={shell.more} className="-mr-3 inline-flex size-12 items-center justify-center rounded-full hover:bg-tint lg:hidden">
              <CircleUserRound aria-hidden />
            </Link>
          </div>
          <SearchBox ref={search} label={inbox.search} clearLabel={inbox.clearSearch} value={filter.search ?? ''} onChange={({ search: text }) => setFilter(withSearch(filter, text))} />
          <div role="group" aria-label={inbox.views} className="flex gap-1 overflow-x-auto px-4 [scrollbar-width:none]">
            {inboxViews.map((view) => (
              <button
                key={view}
                type="button"
                aria-pressed={chosen === view}
                onClick={() => setFilter(withView(filter, view))}
                className={`min-h-12 shrink-0 rounded-full px-4 font-semibold focus-visible:-outline-offset-4 ${chosen === view ? 'bg-tint text-primary' : 'text-soft'}`}
              >
                {inbox.view[view]}
              </button>
            ))}
          </div>
        </header>
        <div className="min-h-0 grow lg:overflow-y-auto">
          <ConversationList ref={list} filter={filter} activeId={conversationId} onClear={() => setFilter({})} />
        </div>
      </section>
      <div className={`${conversationId ? 'h-full' : 'hidden lg:block'} min-h-0 min-w-0`}>
        {!conversationId && (
          <div className="flex h-full items-center justify-center">
            <EmptyState title={inbox.pickOne} text={inbox.pickOneText} />
          </div>
        )}
        <Outlet />
      </div>
      {isFiltering && <FilterDialog filter={filter} onChange={setFilter} onClose={() => setFiltering(false)} />}
      <ShortcutsDialog isOpen={isHelping} onClose={() => setHelping(false)} />
    </div>
  )
}

function withSearch({ search: _, ...rest }: ConversationFilter, text: string): ConversationFilter {
  return text === '' ? rest : { ...rest, search: text }
}
