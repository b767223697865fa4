import { useQuery } from '@tanstack/react-query'
import { useMessages } from '../../locales/locale.ts'
import { cannedRepliesQuery } from './queries.ts'

export interface CannedReply {
  cannedReplyId: string
  shortcut: string
  text: string
}

/** What a text that begins with `/` may become: shortcuts that begin so first, then texts that contain it. */
export function useCannedMatches(text: string): CannedReply[] | undefined {
  const wanted = /^\/(\S*)$/.exec(text)?.[1]?.toLowerCase()
  const { data } = useQuery({ ...cannedRepliesQuery, enabled: wanted !== undefined })
  if (wanted === undefined || !data) return undefined
  const starts = data.items.filter((reply) => reply.shortcut.startsWith(wanted))
  const contains = data.items.filter((reply) => !starts.includes(reply) && reply.text.toLowerCase().includes(wanted))
  return [...starts, ...contains].slice(0, 8)
}

interface CannedPickerProps {
  id: string
  matches: CannedReply[]
  active: number
  onPick: (reply: CannedReply) => void
  onManage: () => void
}

/** The list above the writing box; the box keeps the focus and names the active option. */
export function CannedPicker({ id, matches, active, onPick, onManage }: CannedPickerProps) {
  const { inbox } = useMessages()
  return (
    <div className="absolute inset-x-3 bottom-full z-10 mb-1 flex max-h-64 flex-col overflow-y-auto rounded-box border border-line bg-card shadow-box">
      {matches.length === 0 && <p className="px-4 py-3 text-soft">{inbox.noCanned}</p>}
      <ul id={id} role="listbox" aria-label={inbox.cannedReplies}>
        {matches.map((reply, index) => (
          <li
            key={reply.cannedReplyId}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            // Before the box loses the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(reply)}
            className={`flex min-h-12 cursor-pointer flex-col justify-center px-4 py-1 ${index === active ? 'bg-tint' : ''}`}
          >
            <span className="font-semibold">/{reply.shortcut}</span>
            <span className="line-clamp-1 text-sm text-soft">{reply.text}</span>
          </li>
        ))}
      </ul>
      <button type="button" onClick={onManage} className="min-h-12 border-t border-line px-4 text-left font-semibold text-primary">
        {inbox.manageCanned}
      </button>
    </div>
  )
}
