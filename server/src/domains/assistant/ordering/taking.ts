import { z } from 'zod'
import { localTime, type TimeZone } from '#platform/clock'
import type { Context, Transaction } from '#platform/context'
import { attempt } from '#platform/database/attempt'
import { AppError } from '#platform/errors'
import type { WorkHandler } from '#platform/events/dispatcher'
import { findOwnBusiness } from '#domains/businesses'
import { releaseStock } from '#domains/catalog'
import { getConversation, handOff, lockConversation, readHistory, sendMessage, type AnswerRecord } from '#domains/conversations'
import type { Answer, Brain } from '../brain/respond.ts'
import { checkReply } from '../brain/check/reply.ts'
import { understand } from '../brain/understand/understand.ts'
import { getAssistantSettings } from '../settings.ts'
import { emptyCart, isEmpty } from './cart.ts'
import { advance, type Step } from './step.ts'
import { changeCart, findCart, saveCart } from './store.ts'
import { orderTurn, type OrderTurn } from './turn.ts'
import { orderWords } from './words.ts'

/** After so long a cart is forgotten: a "yes" of next week agrees to nothing. */
const longestMs = 24 * 3_600_000

export interface Incoming {
  conversationId: string
  messageId: string
  customerId: string
}

interface Heard {
  messages: string[]
  phone: string | null
  brain: Brain
}

/**
 * Takes a message into the customer's order and answers it, all in this transaction: the order, what is held, the reply
 * and the job that asks for the money stand or fall together, and the same message again does nothing. `false`: the
 * message is none of an order's.
 */
export async function takeOrder(tx: Transaction, incoming: Incoming, heard: Heard): Promise<boolean> {
  const { mode, takesOrders } = await getAssistantSettings(tx)
  if (mode !== 'answer' || !takesOrders) return false
  // Under the chat's lock: a person who takes over waits for us, or we see that they have.
  const { conversation } = await lockConversation(tx, incoming.conversationId)
  // Where a person sends the answers, nothing may be agreed by them.
  if (conversation.handler !== 'assistant' || (await getConversation(tx, incoming.conversationId)).isAnsweredByDraft) return false
  const found = await findCart(tx, incoming.conversationId, true)
  if (found?.lastMessageId === incoming.messageId) return true
  const stored = found && found.orderId === null && found.updatedAt.getTime() < tx.now().getTime() - longestMs ? { ...found, cart: emptyCart() } : found
  const turn = await readOrderTurn(tx, incoming, heard, stored?.lastMessageId)
  const tried = await attempt(tx, async () => {
    const step = await advance(tx, turn, stored)
    if (step && !isGrounded(step, heard.messages)) throw unchecked(step)
    return step
  })
  if ('refusal' in tried) {
    // The reply held what no row holds: nothing of it happens, and a person reads the chat.
    if (tried.refusal.code !== uncheckedCode) throw tried.refusal
    tx.log.error({ text: tried.refusal.values['text'] }, 'a reply about an order was refused by the check')
    await handOff(tx, incoming.conversationId, { reason: 'unchecked', summary: 'Pelanggan sedang memesan. Asisten tidak yakin, jadi pesanan belum dibuat.' })
    return true
  }
  const step = tried.value
  if (!step) return false
  await saveCart(tx, incoming.conversationId, { customerId: incoming.customerId, cart: step.cart, orderId: step.orderId, lastMessageId: incoming.messageId, heldUntil: step.heldUntil, updatedAt: tx.now() })
  await sendMessage(tx, { conversationId: incoming.conversationId, text: textOf(step), clientId: `answer:${incoming.messageId}`, answer: recordOf(step) })
  if (step.handoff) await handOff(tx, incoming.conversationId, step.handoff)
  if (step.heldUntil) await tx.enqueue({ name: 'release-chat-places', payload: { conversationId: incoming.conversationId }, runAt: step.heldUntil })
  if (step.payFor) await tx.enqueue({ name: 'ask-chat-payment', payload: { orderId: step.payFor.id, conversationId: incoming.conversationId, payBy: step.cart.payBy, isEnglish: step.cart.isEnglish }, key: incoming.conversationId })
  return true
}

/** A cart that waits: its question is asked again after another answer, so that a "yes" can only mean what was read last. */
export async function withReminder(tx: Transaction, incoming: Incoming, answer: Answer): Promise<Answer> {
  const stored = await findCart(tx, incoming.conversationId)
  if (!stored || stored.orderId !== null || isEmpty(stored.cart) || stored.cart.asked === null) return answer
  if (answer.handoff || answer.reply === '') {
    await saveCart(tx, incoming.conversationId, { ...stored, cart: { ...stored.cart, asked: null }, updatedAt: tx.now() })
    return answer
  }
  const say = orderWords(stored.cart.isEnglish)
  const questions: Partial<Record<NonNullable<typeof stored.cart.asked>, string>> = { confirm: say.confirm(), delivery: say.delivery(), place: say.place(), address: say.address(), name: say.name() }
  await saveCart(tx, incoming.conversationId, { ...stored, lastMessageId: incoming.messageId, updatedAt: tx.now() })
  return { ...answer, reply: [answer.reply, `${say.kept()} ${questions[stored.cart.asked] ?? ''}`.trim()].join('\n') }
}

/** The same conversation played for the owner: every step, nothing written. */
export async function playOrder(ctx: Context, brain: Brain, { messages, phone }: { messages: readonly string[]; phone: string | null }): Promise<Step | undefined> {
  const until = await ctx.transaction(readUntil)
  let stored: Pick<Step, 'cart' | 'orderId' | 'heldUntil'> | undefined
  let step: Step | undefined
  for (let at = 1; at <= messages.length; at++) {
    const said = messages.slice(0, at)
    const turn = orderTurn({ index: brain.index, request: understand(brain.index, brain.classifier, { messages: said, phone }), text: said[at - 1], conversationId: '', customerId: '', customerName: '', phone, isLastSaid: true, isTrial: true, until })
    const before = stored
    step = await ctx.transaction((tx) => advance(tx, turn, before))
    if (step && !isGrounded(step, messages)) return undefined
    stored = step ?? stored
  }
  return step
}

/** Nobody agreed in time: the places are others' again. */
export const releasePlaces: WorkHandler = (ctx, payload) => {
  const { conversationId } = z.object({ conversationId: z.uuid() }).parse(payload)
  return ctx.transaction(async (tx) => {
    const stored = await findCart(tx, conversationId, true)
    if (!stored?.heldUntil || stored.heldUntil > tx.now()) return
    await releaseStock(tx, conversationId)
    await changeCart(tx, conversationId, { heldUntil: null })
  })
}

export const textOf = ({ sections }: Pick<Step, 'sections'>): string => sections.map(({ text }) => text).filter(Boolean).join('\n')

export function recordOf({ sections, handoff }: Step): AnswerRecord {
  const sources = new Map(sections.flatMap((one) => one.sources).map(({ kind, ref, text }) => [`${kind} ${ref}`, { kind, ref, text }]))
  return { intent: 'order', sources: [...sources.values()], products: [...new Set(sections.flatMap((one) => one.products))], handoff }
}

async function readOrderTurn(tx: Transaction, { conversationId, customerId }: Incoming, { brain, messages, phone }: Heard, lastAnswered: string | undefined): Promise<OrderTurn> {
  const { customer } = await getConversation(tx, conversationId)
  const shown = (await readHistory(tx, conversationId)).findLast((message) => message.direction === 'outbound' && message.delivery !== 'cancelled')
  const isLastSaid = lastAnswered !== undefined && (shown?.clientId?.split('#')[0] ?? '') === `answer:${lastAnswered}`
  const request = understand(brain.index, brain.classifier, { messages, phone })
  return orderTurn({ index: brain.index, request, text: messages.at(-1) ?? '', conversationId, customerId, customerName: customer?.name ?? '', phone, isLastSaid, isTrial: false, until: await readUntil(tx) })
}

/** The hour until which goods are held, where the shop is. */
async function readUntil(tx: Transaction): Promise<(minutes: number) => string> {
  const zone = ((await findOwnBusiness(tx))?.timeZone ?? 'Asia/Jakarta') as TimeZone
  return (minutes) => {
    const { minutes: at } = localTime(new Date(tx.now().getTime() + minutes * 60_000), zone)
    return `${String(Math.floor(at / 60)).padStart(2, '0')}.${String(at % 60).padStart(2, '0')}`
  }
}

function isGrounded(step: Step, said: readonly string[]): boolean {
  return checkReply(textOf(step), { sources: step.sections.flatMap((one) => one.sources), derived: step.sections.flatMap((one) => one.derived), said }).ok
}

const uncheckedCode = 'assistant.order_unchecked'
const unchecked = (step: Step) => new AppError({ code: uncheckedCode, status: 500, message: 'Jawaban pesanan belum yakin benar.', values: { text: textOf(step) } })
