import { z } from 'zod'
import type { Context, Transaction } from '#platform/context'
import { conflict, invalidInput } from '#platform/errors'
import type { WorkHandler } from '#platform/events/dispatcher'
import { recordAudit } from '#domains/businesses'
import { writeCatalog } from './catalog-rows.ts'
import { writeChat } from './chats/run.ts'
import { storedFile } from './files/stored-file.ts'
import type { OrderLayout } from './formats/order-layout.ts'
import { findOrderFormat } from './formats/order-registry.ts'
import { writeOrders } from './orders/run.ts'
import { getImport, lockImport, rememberMapping, setStatus } from './store.ts'
import type { Correction, ImportRow } from './tables.ts'
import { undoSome } from './undoing.ts'

export interface Decisions {
  corrections: Correction[]
  /** Names in a chat that are the shop itself. */
  ownSenders?: string[] | undefined
}

/** Starts writing what the preview showed, with the owner's corrections. */
export async function applyImport(tx: Transaction, importId: string, decisions: Decisions | Correction[]): Promise<ImportRow> {
  const { corrections, ownSenders } = Array.isArray(decisions) ? { corrections: decisions, ownSenders: undefined } : decisions
  const row = await getImport(tx, importId)
  if (row.status !== 'previewed') return row
  if (row.kind === 'table') throw invalidInput('Sebutkan dulu isi kolomnya. Belum ada yang disimpan.')
  const mapping = row.kind === 'chat' && ownSenders ? { mapping: JSON.stringify({ ownSenders }) } : {}
  await setStatus(tx, importId, 'waiting', { corrections: JSON.stringify(corrections), ...mapping })
  const given = row.kind === 'orders' ? orderReading(row) : undefined
  if (given?.isGiven) await rememberMapping(tx, { fingerprint: given.layout.fingerprint, source: 'pos', mapping: given.layout.mapping })
  await recordAudit(tx, { action: 'import.apply', subjectType: 'import', subjectId: importId, after: { name: row.name, kind: row.kind, rows: row.rowCount } })
  await tx.enqueue({ name: 'run-import', payload: { importId }, key: importId, onceKey: importId })
  return getImport(tx, importId)
}

export async function cancelImport(tx: Transaction, importId: string): Promise<void> {
  const row = await getImport(tx, importId)
  if (row.status === 'waiting' || row.status === 'running') await setStatus(tx, importId, 'cancelled', { finishedAt: tx.now() })
}

/** Takes back everything that the import wrote, newest change first: a few at once, more as a job of many short transactions. */
export async function undoImport(tx: Transaction, importId: string): Promise<void> {
  const row = await lockImport(tx, importId)
  if (row.status === 'undone' || row.status === 'undoing') return
  if (row.status !== 'done' && row.status !== 'cancelled' && row.status !== 'failed') throw conflict('imports.still_running', 'Impor ini masih berjalan. Hentikan dulu, lalu batalkan.')
  await recordAudit(tx, { action: 'import.undo', subjectType: 'import', subjectId: importId, before: { added: row.addedCount, changed: row.changedCount } })
  await setStatus(tx, importId, 'undoing', { doneCount: 0, error: null })
  if (await undoSome(tx, importId)) await tx.enqueue({ name: 'undo-import', payload: { importId }, key: importId, onceKey: `undo-${importId}` })
}

const jobPayload = z.object({ importId: z.uuid() })

/** Does the import; run again after a crash, it goes on where the last committed batch ended (F25). */
export const runImport: WorkHandler = async (ctx, payload, attempt) => {
  const { importId } = jobPayload.parse(payload)
  const row = await ctx.transaction((tx) => getImport(tx, importId))
  if (row.status !== 'waiting' && row.status !== 'running') return
  try {
    if (!(await write(ctx, row))) return
  } catch (error) {
    if (attempt.isLast) await ctx.transaction((tx) => setStatus(tx, importId, 'failed', { finishedAt: tx.now(), error: 'Impor berhenti di tengah jalan. Yang sudah masuk tetap ada dan bisa dibatalkan.' }))
    throw error
  }
  await ctx.transaction(async (tx) => {
    const now = await getImport(tx, importId)
    if (now.status === 'running' || now.status === 'waiting') await setStatus(tx, importId, 'done', { doneCount: now.rowCount, finishedAt: tx.now() })
    await tellChange(tx, row)
  })
  await dropFile(ctx, importId)
}

/** What people wrote is not kept longer than it is needed: a file stays only for the list of rows that were left out. */
async function dropFile(ctx: Context, importId: string): Promise<void> {
  const row = await ctx.transaction((tx) => getImport(tx, importId))
  if (row.status === 'done' && (row.kind === 'chat' || (row.kind === 'orders' && row.skippedCount === 0))) await ctx.files.remove(ctx.businessId, row.fileKey)
}

/** Takes changes back, some in each transaction; run again after a crash, it goes on with what is left. */
export const runUndo: WorkHandler = async (ctx, payload, attempt) => {
  const { importId } = jobPayload.parse(payload)
  try {
    while (await ctx.transaction((tx) => undoSome(tx, importId)));
  } catch (error) {
    // Its owner can ask again; it must not stay half undone without a way on.
    if (attempt.isLast) await ctx.transaction((tx) => leaveHalfUndone(tx, importId))
    throw error
  }
}

async function leaveHalfUndone(tx: Transaction, importId: string): Promise<void> {
  const { status } = await lockImport(tx, importId)
  if (status === 'undoing') await setStatus(tx, importId, 'failed', { error: 'Pembatalan berhenti di tengah jalan. Batalkan lagi untuk meneruskannya.' })
}

async function write(ctx: Context, row: ImportRow): Promise<boolean> {
  const file = storedFile(ctx, row.fileKey)
  if (row.kind === 'orders') {
    const { layout } = orderReading(row)
    const format = findOrderFormat(layout.format)
    if (!format) throw new Error(`No order format ${layout.format}`)
    return writeOrders(ctx, row.id, file, layout, format)
  }
  if (row.kind === 'chat') return writeChat(ctx, row.id, file, (row.mapping as { ownSenders: string[] }).ownSenders)
  return writeCatalog(ctx, row, file)
}

/** What an import of orders keeps beside its file; written by the preview. */
export function orderReading(row: ImportRow): { layout: OrderLayout; isGiven: boolean } {
  return row.mapping as { layout: OrderLayout; isGiven: boolean }
}

async function tellChange(tx: Transaction, row: ImportRow): Promise<void> {
  if (row.kind !== 'catalog') return
  await tx.emit({ type: 'product.changed', payload: { importId: row.id } })
  await tx.notify({ topic: 'product' })
}
