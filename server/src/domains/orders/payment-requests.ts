import type { Context, Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { conflict } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { nothingDue, onlyMembers, orderEnded, tooMuch } from './errors.ts'
import { applyPayment, closePayment, dueOf, getPayment, nextDue } from './money.ts'
import { getProviderSettings } from './payment-settings.ts'
import type { PaymentProvider } from './payments/provider.ts'
import { getPaymentProvider } from './payments/registry.ts'
import { moveOrder } from './progress.ts'
import { changeOrder, lockOrder } from './store.ts'
import type { OrderRow, PaymentKind, PaymentRow, Tables } from './tables.ts'

/** Asks for money by one means: the deposit, the rest or another amount. Cash counts at once. */
export async function requestPayment(ctx: Context, orderId: string, asked: { provider: string; amount?: number | undefined }): Promise<PaymentRow> {
  const provider = getPaymentProvider(asked.provider)
  const { order, payment, settings } = await ctx.transaction(async (tx) => {
    const order = await lockOrder(tx, orderId)
    if (order.status === 'cancelled') throw orderEnded(order.status)
    const settings = await getProviderSettings(tx, provider)
    provider.allows?.(settings, { amount: asked.amount ?? nextDue(order).amount, courier: order.courier, delivery: order.delivery })
    return { order, settings, payment: await insertRequest(tx, order, provider, asked.amount) }
  })
  if (provider.isImmediate) return ctx.transaction((tx) => applyPayment(tx, payment.id))
  const bill = { paymentId: payment.id, amount: payment.amount + payment.uniqueDigits, orderNumber: order.number, customerName: order.customerName, phone: order.phone, expiresAt: order.reservedUntil, now: ctx.now() }
  try {
    const prepared = await provider.prepare(ctx, settings, bill)
    return await ctx.transaction(async (tx) => {
      await tenant<Tables>(tx).update('payments').set({ externalId: prepared.externalId, details: JSON.stringify(prepared.details) }).where('id', '=', payment.id).execute()
      if (provider.isOnDelivery) await startUnpaid(tx, orderId, provider.type)
      await tx.notify({ topic: 'order', id: orderId })
      return getPayment(tx, payment.id)
    })
  } catch (error) {
    await ctx.transaction((tx) => closePayment(tx, payment.id, 'failed'))
    throw error
  }
}

/** The goods are made and kept, though nothing has come yet. */
async function startUnpaid(tx: Transaction, orderId: string, provider: string): Promise<void> {
  const order = await lockOrder(tx, orderId)
  if (order.paymentMethod === '') await changeOrder(tx, orderId, { paymentMethod: provider })
  if (order.status === 'unpaid') await moveOrder(tx, orderId, 'processing')
}

/**
 * A person of the shop has seen the money: on the account, on the phone of the till. Pictures, the assistant and buyers
 * confirm nothing.
 */
export async function confirmPayment(tx: Transaction, paymentId: string, given: { amount?: number | undefined; note: string }): Promise<PaymentRow> {
  if (tx.actor.kind !== 'member') throw onlyMembers()
  return applyPayment(tx, paymentId, { note: given.note, ...(given.amount === undefined ? {} : { amount: given.amount }) })
}

/** Asks the provider how a payment stands, and takes over what it says. */
export async function checkPayment(ctx: Context, paymentId: string): Promise<PaymentRow> {
  const { payment, settings } = await ctx.transaction(async (tx) => {
    const payment = await getPayment(tx, paymentId)
    return { payment, settings: await getProviderSettings(tx, getPaymentProvider(payment.provider)) }
  })
  const provider = getPaymentProvider(payment.provider)
  if (payment.status === 'paid' || !provider.askStatus) return payment
  const told = await provider.askStatus(ctx, settings, paymentId)
  return ctx.transaction(async (tx) => {
    if (told.state === 'paid') return applyPayment(tx, paymentId, { amount: told.amount })
    if (told.state === 'failed' || told.state === 'expired') await closePayment(tx, paymentId, told.state)
    return getPayment(tx, paymentId)
  })
}

async function insertRequest(tx: Transaction, order: OrderRow, provider: PaymentProvider, wanted: number | undefined): Promise<PaymentRow> {
  const due = nextDue(order)
  const amount = wanted ?? due.amount
  if (dueOf(order) === 0) throw nothingDue()
  if (amount > dueOf(order)) throw tooMuch(dueOf(order))
  const kind: PaymentKind = amount === dueOf(order) && order.paidTotal === 0 ? 'full' : due.kind === 'full' ? 'deposit' : due.kind
  const base = { businessId: tx.businessId, orderId: order.id, provider: provider.type, kind, status: 'waiting' as const, amount, externalId: null, details: '{}', note: '', requestedAt: tx.now(), expiresAt: provider.isOnDelivery ? null : order.reservedUntil, paidAt: null, applied: 0 }
  for (let attempt = 0; attempt < 60; attempt++) {
    const uniqueDigits = provider.hasUniqueDigits ? 1 + Math.floor(tx.random() * 999) : 0
    const row = { ...base, id: newId(), uniqueDigits }
    // Nothing comes back when another buyer is waited for with the same amount.
    const inserted = await tenant<Tables>(tx).insert('payments').values(row).onConflict((on) => on.doNothing()).returning('id').executeTakeFirst()
    if (!inserted) continue
    await recordAudit(tx, { action: 'payment.request', subjectType: 'payment', subjectId: inserted.id, after: { orderId: order.id, provider: provider.type, amount, uniqueDigits } })
    return getPayment(tx, inserted.id)
  }
  throw conflict('orders.digits_taken', 'Terlalu banyak tagihan sama yang menunggu. Periksa dulu yang sudah dibayar.')
}
