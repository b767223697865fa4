import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows } from '#platform/database/many-rows'
import { tenant } from '#platform/database/tenant'
import { notFound } from '#platform/errors'
import { cutPage, fromTimeCursor, type PageInput } from '#platform/http/paging'
import { newId } from '#platform/ids'
import type { ImportRow, ImportStatus, Tables } from './tables.ts'

export type Progress = Partial<Pick<ImportRow, 'doneCount' | 'addedCount' | 'changedCount' | 'skippedCount' | 'unreadCount' | 'finishedAt' | 'error'>>

export async function getImport(tx: Transaction, importId: string): Promise<ImportRow> {
  const row = await tenant<Tables>(tx).select('imports').selectAll().where('id', '=', importId).executeTakeFirst()
  if (!row) throw notFound('Impor')
  return row
}

export async function lockImport(tx: Transaction, importId: string): Promise<ImportRow> {
  const row = await tenant<Tables>(tx).select('imports').selectAll().where('id', '=', importId).forUpdate().executeTakeFirst()
  if (!row) throw notFound('Impor')
  return row
}

/** The import, locked, while it may still be written; `undefined` when the owner stopped it. */
export async function lockRunning(tx: Transaction, importId: string): Promise<ImportRow | undefined> {
  const row = await lockImport(tx, importId)
  return row.status === 'waiting' || row.status === 'running' ? row : undefined
}

export async function listImports(tx: Transaction, input: PageInput): Promise<{ items: ImportRow[]; nextCursor: string | null }> {
  let query = tenant<Tables>(tx).select('imports').selectAll().where('status', '!=', 'previewed').orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(input.limit + 1)
  if (input.cursor) {
    const after = fromTimeCursor(input.cursor)
    query = query.where((where) => where(where.refTuple('createdAt', 'id'), '<', where.tuple(...after)))
  }
  const { page, nextCursor } = cutPage(await query.execute(), input.limit, (row) => [row.createdAt, row.id])
  return { items: page, nextCursor }
}

export type NewImport = Pick<ImportRow, 'kind' | 'format' | 'name' | 'fileKey' | 'sha256' | 'rowCount' | 'unreadCount'> & { mapping: object | null; summary: object | null }

export async function insertImport(tx: Transaction, given: NewImport): Promise<string> {
  const id = newId()
  await tenant<Tables>(tx)
    .insert('imports')
    .values({
      businessId: tx.businessId,
      id,
      ...given,
      name: given.name.slice(0, 200),
      mapping: JSON.stringify(given.mapping),
      summary: given.summary === null ? null : JSON.stringify(given.summary),
      corrections: JSON.stringify([]),
      status: 'previewed',
      doneCount: 0,
      addedCount: 0,
      changedCount: 0,
      skippedCount: 0,
      error: null,
      createdAt: tx.now(),
      finishedAt: null,
    })
    .execute()
  return id
}

/** A preview that is read again in another way. */
export async function updatePreview(tx: Transaction, importId: string, given: Pick<NewImport, 'kind' | 'format' | 'rowCount' | 'unreadCount' | 'mapping' | 'summary'>): Promise<void> {
  await tenant<Tables>(tx)
    .update('imports')
    .set({ kind: given.kind, format: given.format, rowCount: given.rowCount, unreadCount: given.unreadCount, mapping: JSON.stringify(given.mapping), summary: JSON.stringify(given.summary) })
    .where('id', '=', importId)
    .where('status', '=', 'previewed')
    .execute()
}

export async function setStatus(tx: Transaction, importId: string, status: ImportStatus, changes: Progress & { corrections?: string; mapping?: string } = {}): Promise<void> {
  await tenant<Tables>(tx).update('imports').set({ status, ...changes }).where('id', '=', importId).execute()
  await tx.notify({ topic: 'import', id: importId })
}

/** Takes previews away that nobody went on with; what was applied stays. */
export async function deleteAbandoned(tx: Transaction, before: Date, limit: number): Promise<{ fileKey: string }[]> {
  const old = tenant<Tables>(tx).select('imports').select('id').where('status', '=', 'previewed').where('createdAt', '<', before).limit(limit)
  return tenant<Tables>(tx).delete('imports').where('status', '=', 'previewed').where('id', 'in', old).returning('fileKey').execute()
}

export interface Change {
  subjectType: string
  subjectId: string
  before: object | null
}

/** What the import changed, in the order in which it did. */
export async function storeChanges(tx: Transaction, importId: string, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const rows = manyRows(changeColumns, changes.map(({ subjectType, subjectId, before }) => ({ businessId: tx.businessId, id: newId(), importId, subjectType, subjectId, before })))
  await sql`insert into import_changes ${rows.columns} ${rows.values}`.execute(tx.db)
}

const changeColumns = { businessId: 'uuid', id: 'uuid', importId: 'uuid', subjectType: 'text', subjectId: 'uuid', before: 'jsonb' } as const

/** The newest changes that still stand. */
export async function latestChanges(tx: Transaction, importId: string, limit: number): Promise<(Change & { id: string })[]> {
  const rows = await tenant<Tables>(tx).select('importChanges').select(['id', 'subjectType', 'subjectId', 'before']).where('importId', '=', importId).orderBy('id', 'desc').limit(limit).execute()
  // Only `storeChanges` writes here.
  return rows as (Change & { id: string })[]
}

export async function dropChanges(tx: Transaction, changeIds: readonly string[]): Promise<void> {
  await tenant<Tables>(tx).delete('importChanges').where(sql<boolean>`id = any(${changeIds}::uuid[])`).execute()
}

export async function findMapping(tx: Transaction, fingerprints: readonly string[]): Promise<{ fingerprint: string; source: string; mapping: Partial<Record<string, number>> } | undefined> {
  if (fingerprints.length === 0) return undefined
  return tenant<Tables>(tx).select('importMappings').select(['fingerprint', 'source', 'mapping']).where('fingerprint', 'in', fingerprints).orderBy('updatedAt', 'desc').limit(1).executeTakeFirst()
}

export async function rememberMapping(tx: Transaction, given: { fingerprint: string; source: string; mapping: object }): Promise<void> {
  const values = { source: given.source, mapping: JSON.stringify(given.mapping), updatedAt: tx.now() }
  await tenant<Tables>(tx)
    .insert('importMappings')
    .values({ businessId: tx.businessId, id: newId(), fingerprint: given.fingerprint, ...values })
    .onConflict((on) => on.columns(['businessId', 'fingerprint']).doUpdateSet(values))
    .execute()
}
