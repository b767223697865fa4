import { z } from 'zod'
import { timestamp } from '#platform/http/timestamp'
import { importedStatuses } from './formats/order-format.ts'
import { findingStatuses, importKinds, importStatuses } from './tables.ts'

const rowSchema = z.object({
  row: z.number().int(),
  line: z.number().int(),
  sku: z.string().optional(),
  name: z.string(),
  variant: z.string(),
  category: z.string().optional(),
  description: z.string().optional(),
  price: z.number().nullable(),
  stock: z.number().optional(),
  weightGrams: z.number().optional(),
  problems: z.array(z.object({ code: z.string(), sentence: z.string(), suggestion: z.number().optional() })),
  original: z.string(),
})

const catalogShape = {
  recognised: z.number().int(),
  toCheck: z.number().int(),
  total: z.number().int(),
  leftOut: z.number().int(),
  rows: z.array(rowSchema),
  columns: z.object({ headings: z.array(z.string()), mapping: z.record(z.string(), z.number().optional()) }).nullable(),
}

export const catalogPreviewSchema = z.object({ importId: z.string(), format: z.string(), name: z.string(), ...catalogShape })

const unreadRow = z.object({ line: z.number().int(), reason: z.string(), original: z.string() })
const columnMapping = z.record(z.string(), z.number().optional())

const ordersSchema = z.object({
  source: z.string(),
  orders: z.number().int(),
  lines: z.number().int(),
  unread: z.number().int(),
  matchedVariants: z.number().int(),
  unknownVariants: z.number().int(),
  statuses: z.partialRecord(z.enum(importedStatuses), z.number().int()),
  from: z.string().nullable(),
  to: z.string().nullable(),
  phones: z.number().int(),
  sample: z.array(
    z.object({
      line: z.number().int(), orderId: z.string(), status: z.enum(importedStatuses).nullable(), createdAt: z.string().nullable(), name: z.string().nullable(),
      quantity: z.number().nullable(), unitPrice: z.number().nullable(), orderTotal: z.number().nullable(), buyer: z.string().nullable(),
    }),
  ),
  unreadRows: z.array(unreadRow),
  sheet: z.number().int(),
  headingLine: z.number().int(),
  headings: z.array(z.string()),
  mapping: columnMapping,
  isGiven: z.boolean(),
})

const chatSchema = z.object({
  messages: z.number().int(),
  system: z.number().int(),
  media: z.number().int(),
  from: z.string(),
  to: z.string(),
  senders: z.array(z.object({ name: z.string(), count: z.number().int(), isOwn: z.boolean() })),
  skipped: z.array(z.object({ line: z.number().int(), reason: z.string() })),
})

const tableSchema = z.object({ sheet: z.number().int(), headingLine: z.number().int(), headings: z.array(z.string()), sample: z.array(z.array(z.string())), mapping: columnMapping })

export const importPreviewSchema = z.object({
  importId: z.string(),
  name: z.string(),
  kind: z.enum(['catalog', 'orders', 'chat', 'table']),
  format: z.string(),
  catalog: z.object(catalogShape).nullable(),
  orders: ordersSchema.nullable(),
  chat: chatSchema.nullable(),
  table: tableSchema.nullable(),
})

export const importSchema = z.object({
  importId: z.string(),
  kind: z.enum(importKinds),
  name: z.string(),
  format: z.string(),
  status: z.enum(importStatuses),
  rowCount: z.number().int(),
  doneCount: z.number().int(),
  addedCount: z.number().int(),
  changedCount: z.number().int(),
  skippedCount: z.number().int(),
  error: z.string().nullable(),
  createdAt: timestamp,
  finishedAt: timestamp.nullable(),
})

export const findingSchema = z.object({
  findingId: z.string(),
  status: z.enum(findingStatuses),
  question: z.object({ question: z.string(), answer: z.string(), count: z.number().int(), examples: z.array(z.string()) }).nullable(),
  price: z.object({ variantId: z.string(), name: z.string(), quoted: z.number().int(), listed: z.number().int(), ts: z.string(), text: z.string() }).nullable(),
})
