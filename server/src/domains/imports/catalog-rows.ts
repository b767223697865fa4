import type { Context, Transaction } from '#platform/context'
import { sqlState } from '#platform/database/passing-errors'
import { writeCatalogRows, type CatalogRow } from '#domains/catalog'
import type { ImportFile } from './files/file.ts'
import type { Mapping, NumberedRow, ReadRow } from './formats/format.ts'
import { isLeftOut, readCatalogRows } from './previews.ts'
import { lockRunning, setStatus, storeChanges } from './store.ts'
import type { Correction, ImportRow } from './tables.ts'

const batchSize = 500
const smallestBatch = 20
const statementTimeout = '57014'

/** Writes batch after batch, each in its own transaction with its progress (F25). `false` when the owner stopped it. */
export async function writeCatalog(ctx: Context, row: ImportRow, file: ImportFile): Promise<boolean> {
  // Both were written by the preview and by `applyImport`.
  const rows = readCatalogRows(file, row.format, (row.mapping as Mapping | null) ?? undefined)
  let position = 0
  for await (const batch of inBatches(withCorrections(rows, row.corrections as Correction[]))) {
    if (!(await writeInTime(ctx, row.id, batch, position))) return false
    position += batch.length
  }
  return true
}

/** On a computer too busy for the whole batch, each half of it. */
async function writeInTime(ctx: Context, importId: string, batch: PlannedRow[], position: number): Promise<boolean> {
  try {
    return await ctx.transaction((tx) => writeBatch(tx, importId, batch, position))
  } catch (error) {
    if (batch.length <= smallestBatch || sqlState(error) !== statementTimeout) throw error
  }
  const half = Math.ceil(batch.length / 2)
  return (await writeInTime(ctx, importId, batch.slice(0, half), position)) && writeInTime(ctx, importId, batch.slice(half), position + half)
}

/** One batch, once: rows that an earlier run has committed, of this batch or all of it, are passed over. */
async function writeBatch(tx: Transaction, importId: string, whole: PlannedRow[], from: number): Promise<boolean> {
  const row = await lockRunning(tx, importId)
  if (!row) return false
  const batch = whole.slice(Math.max(0, row.doneCount - from))
  if (batch.length === 0) return true
  const position = from + whole.length - batch.length
  const rows = batch.flatMap((planned) => (planned.row ? [planned.row] : []))
  const result = await writeCatalogRows(tx, rows, { reference: importId, position })
  await storeChanges(tx, importId, result.changes)
  await setStatus(tx, importId, 'running', {
    doneCount: position + batch.length,
    addedCount: row.addedCount + result.added,
    changedCount: row.changedCount + result.changed,
    skippedCount: row.skippedCount + (batch.length - rows.length),
  })
  return true
}

interface PlannedRow {
  /** Absent when the row is left out. */
  row: CatalogRow | undefined
}

async function* withCorrections(rows: AsyncIterable<NumberedRow>, corrections: Correction[]): AsyncIterable<PlannedRow> {
  const byRow = new Map(corrections.map((correction) => [correction.row, correction]))
  for await (const read of rows) yield { row: plan(read, byRow.get(read.row)) }
}

/** A name or a price from the owner brings a row back that would stay out, but for a code seen before. A price nobody knows stays unknown. */
function plan(read: ReadRow, correction: Correction | undefined): CatalogRow | undefined {
  const name = correction?.name?.trim() || read.name
  const isMended = correction !== undefined && !read.problems.some((problem) => problem.code === 'duplicate_sku') && (correction.price ?? read.price) !== null
  if (name === '' || correction?.isSkipped || (isLeftOut(read) && !isMended)) return undefined
  return { sku: read.sku, name, variant: read.variant, category: read.category, description: read.description, price: correction?.price ?? read.price, stock: read.stock, weightGrams: read.weightGrams }
}

async function* inBatches<T>(items: AsyncIterable<T>): AsyncIterable<T[]> {
  let batch: T[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
