import type { Transaction } from '#platform/context'
import { tenant } from '#platform/database/tenant'
import { invalidInput, notFound } from '#platform/errors'
import { newId } from '#platform/ids'
import { recordAudit } from '#domains/businesses'
import { confirmStock, setVariantFigure } from '#domains/catalog'
import { mergeCustomers, repairPhones, undoMerge, undoPhoneRepairs } from '#domains/customers'
import type { FixKind, QualityFixRow, Tables, Undo } from './tables.ts'

export interface FixInput {
  kind: FixKind
  variantId?: string | undefined
  customerId?: string | undefined
  otherCustomerId?: string | undefined
  /** Rupiah, for a price or cost. */
  amount?: number | undefined
}

/** Puts one thing right, and remembers how to take it back. */
export async function applyFix(tx: Transaction, input: FixInput): Promise<QualityFixRow> {
  const undo = await work(tx, input)
  const row = { businessId: tx.businessId, id: newId(), kind: input.kind, rowCount: undo.kind === 'phones' ? undo.changeIds.length : 1, at: tx.now(), undoneAt: null }
  await tenant<Tables>(tx).insert('qualityFixes').values({ ...row, undo: JSON.stringify(undo) }).execute()
  await recordAudit(tx, { action: 'quality.fix', subjectType: 'quality-fix', subjectId: row.id, after: { kind: row.kind, rows: row.rowCount } })
  await tx.notify({ topic: 'data-quality' })
  return { ...row, undo }
}

/** Twice is once. */
export async function undoFix(tx: Transaction, fixId: string): Promise<QualityFixRow> {
  const found = await tenant<Tables>(tx).select('qualityFixes').selectAll().where('id', '=', fixId).forUpdate().executeTakeFirst()
  if (!found) throw notFound('Perbaikan')
  if (found.undoneAt) return found
  await takeBack(tx, found.undo)
  await tenant<Tables>(tx).update('qualityFixes').set({ undoneAt: tx.now() }).where('id', '=', fixId).execute()
  await recordAudit(tx, { action: 'quality.undo', subjectType: 'quality-fix', subjectId: fixId, before: { kind: found.kind } })
  await tx.notify({ topic: 'data-quality' })
  return { ...found, undoneAt: tx.now() }
}

async function work(tx: Transaction, { kind, variantId, customerId, otherCustomerId, amount }: FixInput): Promise<Undo> {
  if (kind === 'phones') return { kind, changeIds: await repairPhones(tx) }
  if (kind === 'duplicate') {
    if (customerId === undefined || otherCustomerId === undefined) throw invalidInput('Pilih dua pelanggan yang akan digabung.')
    return { kind, mergeId: (await mergeCustomers(tx, { survivorId: customerId, absorbedId: otherCustomerId })).id }
  }
  if (variantId === undefined) throw invalidInput('Pilih barangnya.')
  if (kind === 'stock') return { kind, variantId, countedAt: (await confirmStock(tx, variantId)).toISOString() }
  if (amount === undefined) throw invalidInput('Tulis jumlah rupiahnya.')
  return { kind, variantId, before: await setVariantFigure(tx, variantId, kind, amount) }
}

async function takeBack(tx: Transaction, undo: Undo): Promise<void> {
  if (undo.kind === 'duplicate') await undoMerge(tx, undo.mergeId)
  else if (undo.kind === 'phones') await undoPhoneRepairs(tx, undo.changeIds)
  else if (undo.kind === 'stock') await confirmStock(tx, undo.variantId, new Date(undo.countedAt))
  else await setVariantFigure(tx, undo.variantId, undo.kind, undo.before)
}
