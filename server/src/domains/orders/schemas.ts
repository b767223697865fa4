import { z } from 'zod'
import { timestamp } from '#platform/http/timestamp'
import { deliveries, discountKinds, orderStatuses, paymentKinds, paymentStatuses, refundReasons, stockStates, type DiscountRuleRow, type OrderStageRow, type PaymentRow, type RefundRow } from './tables.ts'
import type { OrderWithLines } from './store.ts'

const rupiah = z.number().int().min(0).max(1_000_000_000_000)
const quantity = z.number().int().min(1).max(1_000_000)
const text = (longest: number) => z.string().trim().max(longest)

export const orderParams = z.object({ orderId: z.uuid() })

export const lineSchema = z.object({
  lineId: z.string(),
  variantId: z.string().nullable(),
  sku: z.string(),
  name: z.string(),
  quantity: z.number().int(),
  unitPrice: z.number().int(),
  returnedQuantity: z.number().int(),
  neededOn: z.string().nullable(),
  note: z.string(),
})

export const orderSchema = z.object({
  orderId: z.string(),
  number: z.string(),
  source: z.string(),
  customerId: z.string().nullable(),
  customerName: z.string(),
  phone: z.string().nullable(),
  status: z.enum(orderStatuses),
  subtotal: z.number().int(),
  discount: z.number().int(),
  discountNote: z.string(),
  discountCode: z.string().nullable(),
  shippingFee: z.number().int(),
  total: z.number().int(),
  feeTotal: z.number().int(),
  paidTotal: z.number().int(),
  refundedTotal: z.number().int(),
  depositDue: z.number().int(),
  paymentMethod: z.string(),
  stockState: z.enum(stockStates),
  reservedUntil: timestamp.nullable(),
  delivery: z.enum(deliveries),
  courier: z.string(),
  trackingNumber: z.string().nullable(),
  address: z.string(),
  city: z.string(),
  promisedOn: z.string().nullable(),
  pickupTime: z.string(),
  stage: z.string().nullable(),
  note: z.string(),
  cancelReason: z.string().nullable(),
  conversationId: z.string().nullable(),
  isSample: z.boolean(),
  placedAt: timestamp,
  lines: z.array(lineSchema),
})

export const paymentSchema = z.object({
  paymentId: z.string(),
  provider: z.string(),
  kind: z.enum(paymentKinds),
  status: z.enum(paymentStatuses),
  amount: z.number().int(),
  /** What the buyer sees: the amount with its unique digits. */
  payable: z.number().int(),
  applied: z.number().int(),
  details: z.object({ url: z.string().optional(), qris: z.string().optional(), instructions: z.string().optional() }),
  note: z.string(),
  requestedAt: timestamp,
  paidAt: timestamp.nullable(),
})

export const refundSchema = z.object({ refundId: z.string(), orderId: z.string(), reason: z.enum(refundReasons), amount: z.number().int(), status: z.enum(['needed', 'done', 'dropped']), note: z.string(), createdAt: timestamp, settledAt: timestamp.nullable() })
export const returnSchema = z.object({ lineId: z.string(), quantity: z.number().int(), isRestocked: z.boolean(), reason: z.string(), createdAt: timestamp })
export const stageSchema = z.object({ stageId: z.string(), stage: z.string(), note: z.string(), hasPhoto: z.boolean(), at: timestamp })
export const promiseSchema = z.object({ promisedOn: z.string().nullable(), reason: z.string(), actorKind: z.string(), actorId: z.string().nullable(), at: timestamp })

export const orderDetailSchema = orderSchema.extend({
  payments: z.array(paymentSchema),
  refunds: z.array(refundSchema),
  returns: z.array(returnSchema),
  stages: z.array(stageSchema),
  promises: z.array(promiseSchema),
})

const cart = {
  customerName: text(200),
  customerId: z.uuid().nullable().optional(),
  phone: text(30).nullable().optional(),
  lines: z.array(z.strictObject({ variantId: z.uuid(), quantity, neededOn: z.iso.date().nullable().optional(), note: text(300).optional() })).max(200).default([]),
  customLines: z.array(z.strictObject({ name: text(200).min(1), quantity, unitPrice: rupiah, note: text(300).optional() })).max(50).optional(),
  code: text(60).optional(),
  discount: rupiah.optional(),
  note: text(2_000).optional(),
}

export const newOrder = z.strictObject({
  ...cart,
  source: z.enum(['manual', 'chat', 'web']).default('manual'),
  delivery: z.enum(deliveries).default('ship'),
  shipping: z.strictObject({ method: text(500), area: text(500) }).optional(),
  shippingFee: rupiah.optional(),
  courier: text(100).optional(),
  address: text(1_000).optional(),
  city: text(100).optional(),
  province: text(100).optional(),
  promisedOn: z.iso.date().nullable().optional(),
  pickupTime: text(40).optional(),
  depositDue: rupiah.optional(),
  /** The chat that it was agreed in. */
  conversationId: z.uuid().optional(),
  holdMinutes: z.number().int().min(5).max(43_200).optional(),
})

export const counterSale = z.strictObject({ ...cart, customerName: text(200).default(''), provider: z.enum(['cash', 'qris', 'transfer']).default('cash') })

export const detailChanges = z.strictObject({
  courier: text(100).optional(),
  trackingNumber: text(100).nullable().optional(),
  address: text(1_000).optional(),
  city: text(100).optional(),
  pickupTime: text(40).optional(),
  note: text(2_000).optional(),
})

export const lineChange = z.strictObject({ lines: cart.lines, customLines: cart.customLines, discount: rupiah.optional(), shippingFee: rupiah.optional() })
export const changedPrice = z.object({ subtotal: z.number().int(), discount: z.number().int(), discountNote: z.string(), shippingFee: z.number().int(), total: z.number().int(), depositDue: z.number().int(), text: z.string() })

export const newReturn = z.strictObject({
  lines: z.array(z.strictObject({ lineId: z.uuid(), quantity })).min(1).max(200),
  isRestocked: z.boolean().default(true),
  reason: text(500).default(''),
  refund: rupiah.default(0),
})

export const discountRule = z.strictObject({
  name: text(100).min(1, 'Nama aturan belum diisi'),
  code: text(60).min(1).nullable().default(null),
  variantId: z.uuid().nullable().default(null),
  minQuantity: z.number().int().min(0).max(1_000_000).default(0),
  minSubtotal: rupiah.default(0),
  kind: z.enum(discountKinds),
  value: z.number().int().min(1).max(1_000_000_000),
  startsOn: z.iso.date().nullable().default(null),
  endsOn: z.iso.date().nullable().default(null),
  oncePerCustomer: z.boolean().default(false),
})
export const discountRuleSchema = z.object({ discountRuleId: z.string(), name: z.string(), code: z.string().nullable(), variantId: z.string().nullable(), minQuantity: z.number().int(), minSubtotal: z.number().int(), kind: z.enum(discountKinds), value: z.number().int(), startsOn: z.string().nullable(), endsOn: z.string().nullable(), oncePerCustomer: z.boolean(), createdBy: z.string().nullable(), createdAt: timestamp })

export const presentOrder = ({ id, lines, ...order }: OrderWithLines) => ({ orderId: id, ...order, lines: lines.map(({ id: lineId, ...line }) => ({ lineId, ...line })) })
export const presentPayment = ({ id, ...payment }: PaymentRow) => ({ paymentId: id, payable: payment.amount + payment.uniqueDigits, ...payment })
export const presentRefund = ({ id, ...refund }: RefundRow) => ({ refundId: id, ...refund })
export const presentStage = ({ id, photoKey, ...stage }: OrderStageRow) => ({ stageId: id, hasPhoto: photoKey !== null, ...stage })
export const presentRule = ({ id, ...rule }: DiscountRuleRow) => ({ discountRuleId: id, ...rule })
