import { z } from 'zod'

const rupiah = z.number().int().min(0).max(1_000_000_000_000)
const text = (longest: number) => z.string().trim().max(longest)
const quantity = z.number().int().min(1).max(1_000_000)

const base = { entryId: z.uuid(), at: z.iso.datetime() }
export const counterPayments = ['cash', 'qris', 'transfer'] as const

export const saleEntry = z.strictObject({
  ...base,
  kind: z.literal('sale'),
  shiftId: z.uuid().nullable().default(null),
  lines: z.array(z.strictObject({ variantId: z.uuid().nullable(), name: text(300), quantity, unitPrice: rupiah, neededOn: z.iso.date().nullable().default(null), note: text(300).default('') })).min(1).max(200),
  discount: rupiah.default(0),
  /** What counts for the sale; change is not part of it. */
  payments: z.array(z.strictObject({ provider: z.enum(counterPayments), amount: rupiah.min(1) })).max(6),
  /** Ordered with a deposit: the goods are still to be made or fetched. */
  isPickedUpLater: z.boolean().default(false),
  customerName: text(200).default(''),
  phone: text(30).default(''),
  /** The buyer's code behind the discount, checked while there was a network. */
  code: text(60).default(''),
  note: text(500).default(''),
})
export type SaleEntry = z.output<typeof saleEntry>

export const returnEntry = z.strictObject({ ...base, kind: z.literal('return'), shiftId: z.uuid().nullable().default(null), saleId: z.uuid(), lines: z.array(z.strictObject({ position: z.number().int().min(0).max(199), quantity })).min(1).max(200), isRestocked: z.boolean().default(true), refund: rupiah, isCash: z.boolean().default(true), reason: text(300).default('') })
export type ReturnEntry = z.output<typeof returnEntry>

export const shiftEntries = [
  z.strictObject({ ...base, kind: z.literal('shift-open'), float: rupiah }),
  z.strictObject({ ...base, kind: z.literal('cash'), shiftId: z.uuid(), direction: z.enum(['in', 'out']), amount: rupiah.min(1), note: text(300).default('') }),
  z.strictObject({ ...base, kind: z.literal('shift-close'), shiftId: z.uuid(), counted: rupiah, note: text(300).default('') }),
] as const

export const counterEntry = z.discriminatedUnion('kind', [saleEntry, returnEntry, ...shiftEntries])
export type CounterEntry = z.output<typeof counterEntry>

export const namedCode = z.strictObject({ code: text(60).min(1), phone: text(30).default(''), lines: z.array(z.strictObject({ variantId: z.uuid(), quantity })).min(1).max(200) })

export const counterBatch = z.strictObject({ deviceId: z.uuid(), entries: z.array(counterEntry).min(1).max(100) })
