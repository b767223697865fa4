import { ArrowDown } from 'lucide-react'
import { Fragment, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useMessages } from '../../locales/locale.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { longDate } from '../../ui/format.ts'
import type { Message, Messages } from './messages-query.ts'
import { MessageRow, type MessageActions } from './message-row.tsx'

interface MessageListProps {
  name: string
  messages: Messages
  isLoadingOlder: boolean
  onOlder: () => void
  mayWrite: boolean
  mayTeach: boolean
  actions: MessageActions
  /** Grows when the reader writes: then the end comes into view. */
  ownCount: number
  /** What waits on this device, after the last message. */
  children: ReactNode
}

/**
 * The conversation, newest at the bottom. The scroller runs in reverse, so the browser itself keeps the place when the
 * past is added above; rows out of sight are not laid out.
 */
export function MessageList({ name, messages, isLoadingOlder, onOlder, mayWrite, mayTeach, actions, ownCount, children }: MessageListProps) {
  const { inbox } = useMessages()
  const scroller = useRef<HTMLDivElement>(null)
  const [isAway, setAway] = useState(false)
  const { items, olderCursor } = messages
  const older = useSeen(scroller, onOlder)
  const { texts, done } = useMemo(() => relate(items), [items])
  // Newer browsers return a promise from scrolling: an effect must not return it.
  const toNewest = () => void scroller.current?.scrollTo({ top: 0 })
  useEffect(toNewest, [ownCount])
  return (
    <div className="relative flex min-h-[30dvh] shrink grow basis-0 flex-col">
      <div
        ref={scroller}
        role="log"
        aria-live="polite"
        aria-busy={isLoadingOlder}
        aria-label={inbox.conversationWith(name)}
        // Scrollable with the arrow keys.
        tabIndex={0}
        onScroll={(event) => setAway(event.currentTarget.scrollTop < -300)}
        className="flex min-h-0 grow flex-col-reverse overflow-x-hidden overflow-y-auto overscroll-contain px-3 focus-visible:-outline-offset-4"
      >
        <div className="flex flex-col py-3">
          {olderCursor === null ? (
            <p className="py-3 text-center text-sm text-soft">{items.length === 0 ? inbox.noMessages : inbox.beginning}</p>
          ) : (
            <div ref={older} className="flex justify-center py-2">
              <Button onClick={onOlder} isBusy={isLoadingOlder}>
                {isLoadingOlder ? inbox.loadingOlder : inbox.older}
              </Button>
            </div>
          )}
          {items.map((message, index) => (
            <Fragment key={message.messageId}>
              {isNewDay(items[index - 1], message) && <DayLine sentAt={message.sentAt} />}
              <div className="flex flex-col px-1 [contain-intrinsic-size:auto_5rem] [content-visibility:auto]">
                <MessageRow
                  message={message}
                  quoted={message.replyToId === null ? undefined : texts.get(message.replyToId)}
                  isDone={done.has(message.messageId)}
                  mayWrite={mayWrite}
                  mayTeach={mayTeach}
                  actions={actions}
                />
              </div>
            </Fragment>
          ))}
          {children}
        </div>
      </div>
      {isAway && (
        <IconButton label={inbox.toNewest} onClick={toNewest} className="absolute right-4 bottom-4 border border-line bg-card shadow-box">
          <ArrowDown aria-hidden />
        </IconButton>
      )}
    </div>
  )
}

/** Of a suggestion that was sent: how its message is recognised. */
export const suggestionClientId = (messageId: string) => `suggestion-sent:${messageId}`

/** Words that replies quote, and which messages have a successor: a newer attempt, or a sent suggestion. */
function relate(items: Message[]): { texts: Map<string, string>; done: Set<string> } {
  const texts = new Map(items.map((message) => [message.messageId, message.text || message.kind]))
  const done = new Set<string>()
  for (const message of items) {
    if (message.resendOfId) done.add(message.resendOfId)
    if (message.clientId?.startsWith('suggestion-sent:')) done.add(message.clientId.slice('suggestion-sent:'.length))
  }
  return { texts, done }
}

/** Calls once each time the element comes near the top of the scroller. */
function useSeen(scroller: { current: HTMLElement | null }, onSeen: () => void) {
  const latest = useRef(onSeen)
  useEffect(() => {
    latest.current = onSeen
  })
  return (element: HTMLElement | null) => {
    if (!element) return
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && latest.current(), { root: scroller.current, rootMargin: '200px 0px 0px 0px' })
    observer.observe(element)
    return () => observer.disconnect()
  }
}

// Made once: a formatter is dear, and a long chat asks a thousand times.
const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Jakarta' })
const dayOf = (moment: string | Date) => dayFormat.format(new Date(moment))

function isNewDay(before: Message | undefined, message: Message): boolean {
  return !before || dayOf(before.sentAt) !== dayOf(message.sentAt)
}

function DayLine({ sentAt }: { sentAt: string }) {
  const { inbox } = useMessages()
  const day = dayOf(sentAt)
  const now = Date.now()
  const text = day === dayOf(new Date(now)) ? inbox.today : day === dayOf(new Date(now - 86_400_000)) ? inbox.yesterday : longDate(sentAt)
  return (
    <p className="flex items-center gap-3 py-2 text-sm font-semibold text-soft">
      <span aria-hidden className="h-px grow bg-line" />
      {text}
      <span aria-hidden className="h-px grow bg-line" />
    </p>
  )
}
