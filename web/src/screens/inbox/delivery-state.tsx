import { Ban, Check, CheckCheck, CircleAlert, CircleQuestionMark, Clock } from 'lucide-react'
import { useMessages } from '../../locales/locale.ts'
import type { Message } from './messages-query.ts'

const icons = { planned: Clock, attempting: Clock, sent: Check, delivered: CheckCheck, read: CheckCheck, failed: CircleAlert, uncertain: CircleQuestionMark, cancelled: Ban }

/** How far a message got, as an icon and in words. */
export function DeliveryState({ delivery }: { delivery: NonNullable<Message['delivery']> }) {
  const { inbox } = useMessages()
  const Icon = icons[delivery]
  const tone = delivery === 'failed' ? 'font-semibold text-bad' : delivery === 'uncertain' ? 'font-semibold text-accent' : delivery === 'read' ? 'text-primary' : ''
  return (
    <span className={`inline-flex items-center gap-1 ${tone}`}>
      <Icon aria-hidden className="size-4" />
      {inbox.delivery[delivery]}
    </span>
  )
}
