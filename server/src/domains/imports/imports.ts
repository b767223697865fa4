import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { conflict, notFound } from '#platform/errors'
import type { WorkHandler } from '#platform/events/dispatcher'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { revertCatalogChanges, writeCatalogRows, type CatalogChange, type CatalogRow } from '#domains/catalog'
import type { ReadRow } from './formats/format.ts'
import { openImportRows } from './previews.ts'
import type { Correction, ImportRow, ImportStatus, Tables } from './tables.ts'

const batchSize = 1_000

export async function getImport(tx: Transaction, importId: string): Promise<ImportRow> {
  const row = await tenant<Tables>(tx).select('imports').selectAll().where('id', '=', importId).executeTakeFirst()
  if (!row) throw notFound('Impor')
  return row
}

export function listImports(tx: Transaction): Promise<ImportRow[]> {
  return tenant<Tables>(tx).select('imports').selectAll().where('status', '!=', 'previewed').orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(50).execute()
}

/** Starts writing what the preview showed, with the owner's corrections. */
export async function applyImport(tx: Transaction, importId: string, corrections: Correction[]): Promise<ImportRow> {
  const row = await getImport(tx, importId)
  if (row.status !== 'previewed') return row
  await setStatus(tx, importId, 'waiting', { corrections: JSON.stringify(corrections) })
  await recordAudit(tx, { action: 'import.apply', subjectType: 'import', subjectId: importId, after: { name: row.name, rows: row.rowCount } })
  await tx.enqueue({ name: 'run-import', payload: { importId }, key: importId, onceKey: importId })
  return getImport(tx, importId)
}

export async function cancelImport(tx: Transaction, importId: string): Promise<void> {
  const row = await getImport(tx, importId)
  if (row.status === 'waiting' || row.status === 'running') await setStatus(tx, importId, 'cancelled', { finishedAt: tx.now() })
}

/** Takes back everything that the import wrote, newest change first. */
export async function undoImport(tx: Transaction, importId: string): Promise<void> {
  const row = await getImport(tx, importId)
  if (row.status === 'undone') return
  if (row.status !== 'done' && row.status !== 'cancelled' && row.status !== 'failed') throw conflict('imports.still_running', 'Impor ini masih berjalan. Hentikan dulu, lalu batalkan.')
  const changes = await tenant<Tables>(tx).select('importChanges').selectAll().where('importId', '=', importId).orderBy('id', 'desc').execute()
  await revertCatalogChanges(tx, changes.map(toCatalogChange), importId)
  await setStatus(tx, importId, 'undone')
  await recordAudit(tx, { action: 'import.undo', subjectType: 'import', subjectId: importId, before: { added: row.addedCount, changed: row.changedCount } })
  await tx.emit({ type: 'product.changed', payload: { importId } })
  await tx.notify({ topic: 'product' })
}

/** Writes batch after batch, each in its own transaction with its progress: a killed run goes on where it stopped (F25). */
export const runImport: WorkHandler = async (ctx, payload) => {
  const { importId } = z.object({ importId: z.uuid() }).parse(payload)
  const row = await ctx.transaction((tx) => getImport(tx, importId))
  if (row.status !== 'waiting' && row.status !== 'running') return
  let position = 0
  for await (const batch of inBatches(withCorrections(await openImportRows(ctx, row), row.corrections as Correction[]))) {
    const isOurs = await ctx.transaction((tx) => writeBatch(tx, importId, batch, position))
    if (!isOurs) return
    position += batch.length
  }
  await ctx.transaction(async (tx) => {
    const now = await getImport(tx, importId)
    if (now.status === 'running' || now.status === 'waiting') await setStatus(tx, importId, 'done', { finishedAt: tx.now() })
    await tx.emit({ type: 'product.changed', payload: { importId } })
    await tx.notify({ topic: 'product' })
  })
}

/** One batch, once: a batch that an earlier run has committed is passed over. `false` when the owner stopped the import. */
async function writeBatch(tx: Transaction, importId: string, batch: PlannedRow[], position: number): Promise<boolean> {
  const row = await tenant<Tables>(tx).select('imports').selectAll().where('id', '=', importId).forUpdate().executeTakeFirst()
  if (!row || (row.status !== 'waiting' && row.status !== 'running')) return false
  if (position + batch.length <= row.doneCount) return true
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

async function* withCorrections(rows: AsyncIterable<ReadRow>, corrections: Correction[]): AsyncIterable<PlannedRow> {
  const byLine = new Map(corrections.map((correction) => [correction.line, correction]))
  for await (const read of rows) yield { row: plan(read, byLine.get(read.line)) }
}

/** A row without a name, skipped by the owner, or with a SKU seen before is left out. A price nobody knows stays unknown. */
function plan(read: ReadRow, correction: Correction | undefined): CatalogRow | undefined {
  const name = correction?.name?.trim() || read.name
  if (name === '' || correction?.isSkipped || read.problems.some((problem) => problem.code === 'duplicate_sku')) return undefined
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

async function storeChanges(tx: Transaction, importId: string, changes: CatalogChange[]): Promise<void> {
  if (changes.length === 0) return
  await tenant<Tables>(tx)
    .insert('importChanges')
    .values(changes.map((change) => ({ businessId: tx.businessId, id: newId(), importId, subjectType: change.subjectType, subjectId: change.subjectId, before: change.before === null ? null : JSON.stringify(change.before) })))
    .execute()
}

function toCatalogChange(row: { subjectType: string; subjectId: string; before: unknown }): CatalogChange {
  return { subjectType: row.subjectType === 'product' ? 'product' : 'variant', subjectId: row.subjectId, before: row.before as object | null }
}

async function setStatus(tx: Transaction, importId: string, status: ImportStatus, changes: Partial<Pick<ImportRow, 'doneCount' | 'addedCount' | 'changedCount' | 'skippedCount' | 'finishedAt'>> & { corrections?: string } = {}): Promise<void> {
  await tenant<Tables>(tx).update('imports').set({ status, ...changes }).where('id', '=', importId).execute()
  await tx.notify({ topic: 'import', id: importId })
}

