import { z } from 'zod'
import type { InboundCustomer, InboundItem, InboundMessage } from './inbound-item.ts'
import { readContent } from './meta-inbox-content.ts'
import { messageSchema, readReferral, referralSchema } from './meta-inbox-schemas.ts'
import { attemptKeyIn } from './meta-inbox-send.ts'
import { providerTime } from './provider-time.ts'
import { rawText } from './raw-text.ts'

const id = z.coerce.string().min(1).max(200)
const text = z.string()
const moment = z.union([z.string(), z.number()]).optional()

const eventSchema = z.object({
  sender: z.object({ id }),
  recipient: z.object({ id }).optional().catch(undefined),
  timestamp: moment,
  message: messageSchema.optional(),
  postback: z.object({ mid: text.optional(), title: text.optional(), payload: text.optional(), referral: referralSchema.optional().catch(undefined) }).optional(),
  referral: referralSchema.optional(),
  reaction: z.object({ mid: text, action: text.optional(), emoji: text.optional(), reaction: text.optional() }).optional(),
  read: z.object({ mid: text.optional(), watermark: moment }).optional(),
  delivery: z.object({ mids: z.array(text).optional().catch(undefined), watermark: moment }).optional(),
  optin: z
    .object({ type: text.optional(), title: text.optional(), payload: text.optional(), notification_messages_status: text.optional(), notification_messages_frequency: text.optional() })
    .optional(),
  message_edit: z.object({ mid: text, text: text.optional() }).optional(),
  pass_thread_control: z.object({ new_owner_app_id: z.coerce.string().optional() }).optional(),
})
type InboxEvent = z.infer<typeof eventSchema>

/** Meta says that these may be told to us; kinds that we have no use for are nothing. */
const others = ['take_thread_control', 'request_thread_control', 'app_roles', 'account_linking', 'policy_enforcement', 'game_play', 'messaging_feedback']

/** One event of a chat as items. What cannot be read is kept as it came. */
export function readEvent(label: string, raw: unknown, account: { accountId: string }, now: Date): InboundItem[] {
  const { data } = eventSchema.safeParse(raw)
  const items = data && readKnown(label, data, account, now)
  if (items) return items
  const isOther = typeof raw === 'object' && raw !== null && others.some((name) => name in raw)
  return isOther ? [] : [{ type: 'unreadable', reason: 'unknown_shape', body: rawText(raw) }]
}

function readKnown(label: string, event: InboxEvent, account: { accountId: string }, now: Date): InboundItem[] | undefined {
  const at = providerTime(event.timestamp, now)
  const isOwn = event.sender.id === account.accountId || event.message?.is_echo === true
  const personId = isOwn ? event.recipient?.id : event.sender.id
  if (!personId) return undefined
  const person = { threadId: personId, customer: { externalId: personId } }
  if (event.message) return readMessage(label, event.message, { ...person, at, isOwn })
  // Reactions, reads and the like of the shop itself change nothing here.
  if (isOwn) return []
  if (event.message_edit) return [{ type: 'edit', externalId: event.message_edit.mid, text: event.message_edit.text ?? '', at }]
  if (event.reaction) return [reactionOf(event.reaction, event.sender.id, person, at)]
  if (event.postback) {
    const { mid, title, payload = '', referral } = event.postback
    const content = { payload, ...(referral ? { referral: readReferral(referral) } : {}) }
    return [message(person, { externalId: mid ?? `postback:${personId}:${at.getTime()}`, at, kind: 'button', text: title ?? payload, content })]
  }
  if (event.referral) {
    return [{ ...message(person, { externalId: `referral:${personId}:${at.getTime()}`, at, kind: 'system', text: 'Pelanggan datang dari tautan atau iklan.', content: { referral: readReferral(event.referral) } }), wantsAnswer: false }]
  }
  if (event.read) return readSeen(event.read, personId, at, now)
  if (event.delivery) return readDelivered(event.delivery, personId, at, now)
  if (event.optin) return readOptIn(event.optin, person.customer, at)
  if (event.pass_thread_control) {
    return [{ ...message(person, { externalId: `handover:${personId}:${at.getTime()}`, at, kind: 'system', text: 'Percakapan dialihkan ke aplikasi lain di Meta.', content: { event: 'pass_thread_control' } }), wantsAnswer: false }]
  }
  return undefined
}

interface Place {
  threadId: string
  customer: InboundCustomer
  at: Date
  isOwn: boolean
}

function readMessage(label: string, data: z.infer<typeof messageSchema>, { at, isOwn, ...person }: Place): InboundItem[] {
  if (data.is_deleted) return [{ type: 'revoke', externalId: data.mid, at }]
  const attemptKey = isOwn ? attemptKeyIn(data.metadata) : undefined
  // Our own words, told back: they settle the attempt, also where its answer was lost.
  if (attemptKey) return [{ type: 'status', externalId: data.mid, status: 'sent', at, attemptKey }]
  const { wantsAnswer, ...said } = readContent(label, data)
  const replyTo = data.reply_to?.mid
  return [
    {
      type: 'message',
      externalId: data.mid,
      ...person,
      sentAt: at,
      ...said,
      ...(replyTo ? { replyToExternalId: replyTo } : {}),
      ...(isOwn ? { isEcho: true } : {}),
      wantsAnswer: wantsAnswer && !isOwn,
    },
  ]
}

function message(person: { threadId: string; customer: InboundCustomer }, said: Pick<InboundMessage, 'externalId' | 'kind' | 'text' | 'content'> & { at: Date }): Extract<InboundItem, { type: 'message' }> {
  const { at, ...rest } = said
  return { type: 'message', ...person, ...rest, sentAt: at, attachments: [], wantsAnswer: true }
}

function reactionOf(reaction: NonNullable<InboxEvent['reaction']>, senderId: string, person: { threadId: string; customer: InboundCustomer }, at: Date): InboundItem {
  const isRemoved = reaction.action === 'unreact'
  const emoji = isRemoved ? '' : (reaction.emoji ?? reaction.reaction ?? '❤️')
  const externalId = `reaction:${reaction.mid}:${senderId}:${at.getTime()}`
  return { ...message(person, { externalId, at, kind: 'reaction', text: emoji, content: { isRemoved } }), replyToExternalId: reaction.mid, wantsAnswer: false }
}

/** Instagram names the last message that was seen, Messenger a moment up to which everything was. */
function readSeen(read: NonNullable<InboxEvent['read']>, threadId: string, at: Date, now: Date): InboundItem[] {
  const until = read.watermark === undefined ? at : providerTime(read.watermark, now)
  return [...(read.mid ? [{ type: 'status', externalId: read.mid, status: 'read', at } as const] : []), { type: 'reached', threadId, status: 'read', until }]
}

function readDelivered(delivery: NonNullable<InboxEvent['delivery']>, threadId: string, at: Date, now: Date): InboundItem[] {
  const named = (delivery.mids ?? []).map((mid) => ({ type: 'status', externalId: mid, status: 'delivered', at }) as const)
  return [...named, ...(delivery.watermark === undefined ? [] : [{ type: 'reached', threadId, status: 'delivered', until: providerTime(delivery.watermark, now) } as const])]
}

/** A tap on "get news from this shop", and its end: the provider's record of a consent. */
function readOptIn(optin: NonNullable<InboxEvent['optin']>, customer: InboundCustomer, at: Date): InboundItem[] {
  if (optin.type !== 'notification_messages') return []
  const isGranted = optin.notification_messages_status !== 'STOP_NOTIFICATIONS'
  return [{ type: 'consent', customer, isGranted, at, proof: { event: 'notification_messages', title: optin.title ?? '', payload: optin.payload ?? '', status: optin.notification_messages_status ?? '' } }]
}
