import type { Context } from '#platform/context'
import { storedFile } from './files/stored-file.ts'
import type { Mapping } from './formats/format.ts'
import { findOrderFormat } from './formats/order-registry.ts'
import { orderReading } from './imports.ts'
import { listUnreadOrders } from './orders/run.ts'
import { readCatalogRows } from './previews.ts'
import type { ImportRow } from './tables.ts'

/** Every row that was left out: its line, what stood there, and why. Read from the file again, row by row. */
export async function* unreadRows(ctx: Context, row: ImportRow): AsyncGenerator<(string | number)[]> {
  const file = storedFile(ctx, row.fileKey)
  if (row.kind === 'chat') {
    // The chat itself is not kept.
    for (const { line, reason } of (row.mapping as { skipped?: { line: number; reason: string }[] }).skipped ?? []) yield [line, '', reason]
  } else if (row.kind === 'orders') {
    const { layout } = orderReading(row)
    const format = findOrderFormat(layout.format)
    if (format) for await (const { line, original, reason } of listUnreadOrders(file, layout, format)) yield [line, original, reason]
  } else if (row.kind === 'catalog') {
    for await (const read of readCatalogRows(file, row.format, (row.mapping as Mapping | null) ?? undefined)) {
      if (read.problems.length > 0) yield [read.line, read.original, read.problems.map((problem) => problem.sentence).join(' ')]
    }
  }
}
