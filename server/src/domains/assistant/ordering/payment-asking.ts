import { toBuffer } from 'qrcode'
import { z } from 'zod'
import type { Context } from '#platform/context'
import { AppError } from '#platform/errors'
import type { WorkHandler } from '#platform/events/dispatcher'
import { handOff, sendMessage, type NewMessage } from '#domains/conversations'
import { closePayment, dueOf, getOrder, listPayments, listProviders, requestPayment, type PaymentRow } from '#domains/orders'
import { orderWords } from './words.ts'

const asked = z.object({ orderId: z.uuid(), conversationId: z.uuid(), payBy: z.enum(['qris', 'transfer', 'cod']).nullable(), isEnglish: z.boolean() })

/** Links come first: the provider itself tells when the money has arrived. */
const preferred = ['midtrans', 'xendit', 'qris', 'transfer']

/**
 * Tells the customer how to pay an order of their chat. May run again after a crash anywhere: a request that waits
 * already is told again under the same message id, so the customer reads it once and pays one amount.
 */
export const askChatPayment: WorkHandler = async (ctx, payload) => {
  const { orderId, conversationId, payBy, isEnglish } = asked.parse(payload)
  const assistant = ctx.as({ kind: 'assistant' })
  const say = orderWords(isEnglish)
  const { order, providers } = await assistant.transaction(async (tx) => ({ order: await getOrder(tx, orderId), providers: (await listProviders(tx)).filter(({ isOn }) => isOn).map(({ type }) => type) }))
  if (order.status === 'cancelled' || dueOf(order) === 0) return
  const usual = preferred.find((type) => providers.includes(type))
  const named = payBy !== null && providers.includes(payBy) ? await readyPayment(assistant, orderId, payBy) : undefined
  const payment = named ?? (usual === undefined || usual === payBy ? undefined : await readyPayment(assistant, orderId, usual))
  const refused = payBy === 'cod' && !named ? `${say.codNo()}\n` : ''
  if (!payment) {
    const summary = `Pesanan ${order.number} menunggu cara bayar. Kirim rekening atau tautannya ke pelanggan.`
    await assistant.transaction(async (tx) => {
      await sendMessage(tx, { conversationId, text: refused + say.payByPerson(), clientId: `pay-by-person:${orderId}` })
      await handOff(tx, conversationId, { reason: 'payment', summary })
    })
    return
  }
  const message = await messageOf(assistant, payment, say)
  await assistant.transaction((tx) => sendMessage(tx, { conversationId, clientId: `pay:${payment.id}`, ...message, text: refused + message.text }))
}

/** The request of this order by this means: the one that waits with all that the buyer needs, or a new one. */
async function readyPayment(ctx: Context, orderId: string, provider: string): Promise<PaymentRow | undefined> {
  const waiting = await ctx.transaction((tx) => listPayments(tx, orderId))
  const usable = waiting.find((payment) => payment.provider === provider && payment.status === 'waiting' && Object.keys(payment.details).length > 0)
  if (usable) return usable
  // Asked for, and then the power went: what the provider made of it is unknown, so nobody is sent there.
  for (const broken of waiting) if (broken.provider === provider && broken.status === 'waiting') await ctx.transaction((tx) => closePayment(tx, broken.id, 'failed'))
  try {
    return await requestPayment(ctx, orderId, { provider })
  } catch (error) {
    // The network may come back; a rule of the shop will not change by trying.
    if (error instanceof AppError && !error.retryable) return undefined
    throw error
  }
}

async function messageOf(ctx: Context, payment: PaymentRow, say: ReturnType<typeof orderWords>): Promise<Pick<NewMessage, 'text' | 'file'>> {
  const { details, amount, uniqueDigits } = payment
  if (payment.provider === 'cod') return { text: say.payCod(amount) }
  if (details.url) return { text: say.payLink(details.url, amount + uniqueDigits) }
  if (details.instructions) return { text: say.payTransfer(details.instructions) }
  const picture = await toBuffer(details.qris ?? '', { errorCorrectionLevel: 'M', margin: 4, width: 512 })
  const stored = await ctx.files.put(ctx.businessId, picture)
  return { text: say.payQris(amount + uniqueDigits), file: { fileKey: stored.key, name: 'qris.png', mediaType: 'image/png', bytes: stored.bytes } }
}
