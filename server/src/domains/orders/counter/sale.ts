import type { Transaction } from '#platform/context'
import { attempt } from '#platform/database/attempt'
import { AppError } from '#platform/errors'
import { formatRupiah } from '#platform/money'
import { recordAudit } from '#domains/businesses'
import { holdStock, readGoods, sellAnyway, type Good } from '#domains/catalog'
import { normalisePhone } from '#domains/customers'
import { resolveBuyer } from '../buyers.ts'
import { applyPayment, insertPayment } from '../money.ts'
import { codeProblem, lockCode } from '../discount-codes.ts'
import { listDiscountRules } from '../discount-rules.ts'
import { dayOf, today } from '../order-settings.ts'
import { priceCart, type PricedLine } from '../pricing.ts'
import { useIngredients } from '../progress.ts'
import { recordPromise } from '../promises.ts'
import { changeOrder, getOrder, insertLines, insertOrder } from '../store.ts'
import { conflictSentence, readHolders } from './conflicts.ts'
import type { SaleEntry } from './schemas.ts'
import { discountLimit } from './settings.ts'
import { countCash } from './shifts.ts'

/**
 * Writes down a sale that has happened at the counter, perhaps days ago: at the prices that were paid, whatever the list
 * or the stock says now. Answers with what people should look at: oversold goods, other prices, too much taken off.
 */
export async function recordSale(tx: Transaction, deviceId: string, sale: SaleEntry, at: Date): Promise<{ conflicts: string[]; notices: string[] }> {
  const goods = await knownGoods(tx, sale)
  const orderId = sale.entryId
  const lines = sale.lines.map((line, position) => {
    const good = line.variantId ? goods.get(line.variantId) : undefined
    return { orderId, position, variantId: good?.variantId ?? null, sku: good?.sku ?? '', name: good?.name ?? line.name, quantity: line.quantity, unitPrice: line.unitPrice, unitCost: good?.cost ?? null, neededOn: line.neededOn, note: line.note, returnedQuantity: 0 }
  })
  const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
  const discount = Math.min(sale.discount, subtotal)
  const named = await nameCode(tx, sale, { lines, at })
  const total = subtotal - discount
  const paid = sale.payments.reduce((sum, payment) => sum + payment.amount, 0)
  const promisedOn = lines.flatMap((line) => line.neededOn ?? []).sort().at(-1) ?? null
  const day = await today(tx)
  const phone = sale.phone ? (normalisePhone(sale.phone) ?? null) : null
  const customerId = await resolveBuyer(tx, { phone, name: sale.customerName, at })
  await insertOrder(
    tx,
    {
      id: orderId, source: 'kasir', customerId, customerName: sale.customerName, phone, status: 'unpaid', subtotal, discount, discountNote: named.note, discountCode: named.code, shippingFee: 0, total, courier: '', trackingNumber: null,
      promisedOn, note: sale.note, isSample: false, paymentMethod: '', address: '', city: '', province: '', placedAt: at, paidAt: null, shippedAt: null, completedAt: null, cancelledAt: null, cancelReason: null, paidTotal: 0, refundedTotal: 0,
      depositDue: sale.isPickedUpLater ? Math.min(paid, total) : 0, stockState: 'none', reservedUntil: null, statusBeforeCancel: null, delivery: 'counter', pickupTime: '', stage: null, conversationId: null,
    },
    day,
  )
  await insertLines(tx, lines)
  if (promisedOn) await recordPromise(tx, orderId, { promisedOn, reason: '' })
  await recordAudit(tx, { action: 'order.place', subjectType: 'order', subjectId: orderId, after: { source: 'kasir', total, discount, deviceId, at: at.toISOString(), lines: lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unitPrice })) } })
  await tx.emit({ type: 'order.placed', key: orderId, payload: { orderId, source: 'kasir', total } })
  await tx.notify({ topic: 'order', id: orderId })
  await takeMoney(tx, deviceId, sale, at)
  const notices = [...priceNotices(sale, goods), ...named.notices, ...(await discountNotices(tx, subtotal, discount - named.allowed))]
  const conflicts = await takeGoods(tx, orderId, { isPickedUpLater: sale.isPickedUpLater, goods, day, at })
  return { conflicts, notices }
}

async function takeMoney(tx: Transaction, deviceId: string, sale: SaleEntry, at: Date): Promise<void> {
  for (const { provider, amount } of sale.payments) {
    const paymentId = await insertPayment(tx, { orderId: sale.entryId, provider, kind: sale.isPickedUpLater ? 'deposit' : 'full', amount, uniqueDigits: 0, externalId: null, details: {}, note: '', expiresAt: null })
    await applyPayment(tx, paymentId)
  }
  const cash = sale.payments.filter(({ provider }) => provider === 'cash').reduce((sum, { amount }) => sum + amount, 0)
  if (sale.shiftId && cash > 0) await countCash(tx, deviceId, { shiftId: sale.shiftId, entryId: sale.entryId, kind: 'sale', amount: cash, at })
}

/** Last, because others wait for these locks. */
async function takeGoods(tx: Transaction, orderId: string, { isPickedUpLater, goods, day, at }: { isPickedUpLater: boolean; goods: Map<string, Good>; day: string; at: Date }): Promise<string[]> {
  const order = await getOrder(tx, orderId)
  const items = order.lines.flatMap((line) => (line.variantId ? [{ variantId: line.variantId, quantity: line.quantity, day: line.neededOn }] : []))
  // When too little is left, it is written down as oversold.
  if (isPickedUpLater && 'value' in (await attempt(tx, () => holdStock(tx, { reference: orderId, items, expiresAt: null, today: day })))) {
    await changeOrder(tx, orderId, { stockState: 'held', status: 'processing' })
    return []
  }
  await changeOrder(tx, orderId, isPickedUpLater ? { stockState: 'committed', status: 'processing' } : { stockState: 'committed', status: 'completed', completedAt: at })
  await useIngredients(tx, order)
  const shortages = await sellAnyway(tx, { reference: orderId, source: 'kasir', items })
  if (!isPickedUpLater) await tx.emit({ type: 'order.completed', key: orderId, payload: { orderId } })
  const sentences: string[] = []
  for (const shortage of shortages) sentences.push(conflictSentence(goods.get(shortage.variantId)?.name ?? '', shortage, await readHolders(tx, shortage.variantId)))
  return sentences
}

/** Goods that the shop (still) has; an unknown one stays on the receipt by its name. */
async function knownGoods(tx: Transaction, sale: SaleEntry): Promise<Map<string, Good>> {
  const goods = new Map<string, Good>()
  for (const variantId of new Set(sale.lines.flatMap((line) => line.variantId ?? []))) {
    try {
      for (const [id, good] of await readGoods(tx, [variantId])) goods.set(id, good)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
  return goods
}

function priceNotices(sale: SaleEntry, goods: Map<string, Good>): string[] {
  return sale.lines.flatMap((line) => {
    const good = line.variantId ? goods.get(line.variantId) : undefined
    if (!line.variantId || good?.price === line.unitPrice) return []
    return [good ? `${good.name} dijual ${formatRupiah(line.unitPrice)} di kasir, di daftar ${good.price === null ? 'belum ada harga' : formatRupiah(good.price)}.` : `${line.name} terjual di kasir, tetapi tidak ada di daftar barang.`]
  })
}

/** A code counts as on the day of the sale. What was given against its terms is told, and stays given. */
async function nameCode(tx: Transaction, { code, phone }: SaleEntry, { lines, at }: { lines: PricedLine[]; at: Date }): Promise<{ code: string | null; note: string; allowed: number; notices: string[] }> {
  if (code === '') return { code: null, note: '', allowed: 0, notices: [] }
  await lockCode(tx, code)
  const [rules, day] = [await listDiscountRules(tx), await dayOf(tx, at)]
  const problem = await codeProblem(tx, rules, { code, phone, lines, today: day })
  if (problem) return { code: null, note: '', allowed: 0, notices: [`${problem.message} Potongannya tetap dicatat.`] }
  const { discount, discountCode, discountNote } = priceCart(lines, rules, { today: day, code })
  return { code: discountCode, note: discountNote, allowed: discount, notices: [] }
}

async function discountNotices(tx: Transaction, subtotal: number, discount: number): Promise<string[]> {
  const limit = await discountLimit(tx)
  return discount * 100 > subtotal * limit ? [`Potongan ${formatRupiah(discount)} di kasir melebihi batas ${limit}%.`] : []
}
