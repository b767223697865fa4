import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Context } from '#platform/context'
import { csvLines } from '#platform/files/spreadsheet'
import { storedFile } from './files/stored-file.ts'
import type { Mapping } from './formats/format.ts'
import { findOrderFormat } from './formats/order-registry.ts'
import { orderReading } from './imports.ts'
import { listUnreadOrders } from './orders/run.ts'
import { readCatalogRows } from './previews.ts'
import type { ImportRow } from './tables.ts'

/** A CSV of every row that was left out: its line, what stood there, and why. Read from the file again, row by row. */
export function sendUnreadRows(ctx: Context, reply: FastifyReply, row: ImportRow): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="perlu-dicek.csv"')
    .send(Readable.from(csvLines(['baris', 'isi', 'alasan'], unreadRows(ctx, row))))
}

async function* unreadRows(ctx: Context, row: ImportRow): AsyncGenerator<(string | number)[]> {
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
