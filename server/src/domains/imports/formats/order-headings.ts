import { textOf, type Cell, type CellRow } from '../files/cell.ts'
import { orderFields, type OrderField, type OrderFormat, type OrderMapping } from './order-format.ts'

export interface FoundHeadings {
  format: OrderFormat
  index: number
  mapping: OrderMapping
}

/** A heading by its letters and digits alone: `No. Pesanan`, `No# Pesanan` and `no pesanan` are one. */
export function headingKey(cell: Cell | undefined): string {
  return textOf(cell).normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** The heading row among the first rows of a sheet, and the kind of file that it fits best. */
export function findOrderHeadings(rows: readonly CellRow[], formats: readonly OrderFormat[]): FoundHeadings | undefined {
  let best: (FoundHeadings & { score: number }) | undefined
  for (const [index, { cells }] of rows.entries()) {
    const keys = cells.map(headingKey)
    if (keys.filter((key) => key !== '').length < 3) continue
    const present = new Set(keys)
    for (const format of formats) {
      const marks = format.marks.filter((mark) => present.has(mark)).length
      if (marks < format.leastMarks) continue
      const mapping = mapOrderColumns(keys, format)
      const fields = Object.keys(mapping).length
      const isUsable = mapping.orderId !== undefined && (mapping.quantity !== undefined || mapping.name !== undefined || mapping.orderTotal !== undefined) && fields >= 4
      const score = marks * 3 + fields
      if (isUsable && score > (best?.score ?? 0)) best = { format, index, mapping, score }
    }
  }
  return best
}

/** Every field by its best heading; a column serves one field. */
export function mapOrderColumns(keys: readonly string[], format: OrderFormat): OrderMapping {
  const mapping: OrderMapping = {}
  const taken = new Set<number>()
  for (const field of orderFields) {
    const column = findColumn(keys, format.columns[field] ?? [], taken)
    if (column === undefined) continue
    mapping[field] = column
    taken.add(column)
  }
  return mapping
}

function findColumn(keys: readonly string[], aliases: readonly string[], taken: Set<number>): number | undefined {
  for (const alias of aliases) {
    const column = keys.findIndex((key, index) => key === alias && !taken.has(index))
    if (column >= 0) return column
  }
  return undefined
}

/** Money columns, whose spelling is judged over the whole file. */
export const moneyFields = ['originalPrice', 'unitPrice', 'subtotal', 'lineDiscount', 'orderTotal', 'shippingFee'] as const satisfies readonly OrderField[]
export const dateFields = ['createdAt', 'paidAt', 'shippedAt', 'completedAt'] as const satisfies readonly OrderField[]
