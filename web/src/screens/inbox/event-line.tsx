import { useMessages } from '../../locales/locale.ts'
import { clockTime } from '../../ui/format.ts'
import type { Message } from './messages-query.ts'
import { useMemberName } from './people.ts'

/** What happened to the conversation, in one quiet line. */
export function EventLine({ message }: { message: Message }) {
  const { inbox } = useMessages()
  const nameOf = useMemberName()
  const { by, memberId, reason } = message.content
  const who = nameOf(by)
  const { events } = inbox
  const sentences: Record<string, () => string> = {
    'conversation.taken-over': () => events.takenOver(who),
    'conversation.handed-back': () => events.handedBack(who),
    'conversation.handed-off': () => events.handedOff(inbox.reasons[String(reason)] ?? String(reason)),
    'conversation.assigned': () => (memberId === null ? events.unassigned(who) : memberId === by ? events.tookOn(who) : events.assigned(who, nameOf(memberId))),
    'conversation.closed': () => events.closed(who),
    'conversation.reopened': () => events.reopened(who),
  }
  return (
    <p className="px-6 py-1 text-center text-sm text-soft">
      {sentences[message.kind]?.() ?? events.other} <time className="tabular">{clockTime(message.sentAt)}</time>
    </p>
  )
}
