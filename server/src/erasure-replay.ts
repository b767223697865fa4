import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { replayErasures } from '#domains/customers'
import { personalDataKeepers } from './personal-data.ts'
import type { Transaction } from './platform/context.ts'
import { appendErasures, readErasures, type ErasedPerson } from './platform/database/erasure-list.ts'
import type { FileStore } from './platform/files/store.ts'

/** What people decided about their data since a backup was taken: it holds for the backup too. */
export interface Decisions {
  erased: ErasedPerson[]
  withdrawals: { businessId: string; customerId: string; purpose: string; channelType: string | null; source: string; at: Date }[]
}

/** Reads the decisions from the present database and from the list beside it; both, because either may be the one that is left. */
export async function readDecisions(dataDir: string, present: pg.Client, snapshotAt: string): Promise<Decisions> {
  const tables = await present.query<{ name: string | null }>(`select to_regclass('erasures')::text as name`)
  const stored = tables.rows[0]?.name ? (await present.query<ErasedPerson>(`select business_id as "businessId", salt, subject_hash as "subjectHash", at::text as at from erasures`)).rows : []
  const listed = await readErasures(dataDir)
  const missing = stored.filter((one) => !listed.some((other) => other.subjectHash === one.subjectHash))
  if (missing.length > 0) await appendErasures(dataDir, missing)
  const withdrawals = await present.query<Decisions['withdrawals'][number]>(
    `select business_id as "businessId", customer_id as "customerId", purpose, channel_type as "channelType", source, at from consents where not is_granted and at > $1`,
    [snapshotAt],
  )
  return { erased: [...listed, ...missing], withdrawals: withdrawals.rows }
}

/** Makes the decisions hold in restored rows, inside the caller's transaction, before anyone is served from them. */
export async function replayDecisions(owner: pg.Client, decisions: Decisions, files: Pick<FileStore, 'remove'>): Promise<{ erased: number; withdrawn: number }> {
  const db = overOneClient(owner)
  let erased = 0
  for (const [businessId, list] of Map.groupBy(decisions.erased, (one) => one.businessId)) {
    // Stores want a transaction of the app; here one client has it already.
    const result = await replayErasures({ db: db as unknown as Transaction['db'], businessId }, personalDataKeepers, list)
    for (const key of result.fileKeys) await files.remove(businessId, key)
    erased += result.count
  }
  let withdrawn = 0
  for (const { businessId, customerId, purpose, channelType, source, at } of decisions.withdrawals) {
    const { rowCount } = await owner.query(
      `insert into consents (business_id, id, customer_id, purpose, channel_type, is_granted, source, at)
       select $1, gen_random_uuid(), $2, $3, $4, false, $5, $6 where exists (select 1 from customers where business_id = $1 and id = $2)`,
      [businessId, customerId, purpose, channelType, source, at],
    )
    withdrawn += rowCount ?? 0
  }
  return { erased, withdrawn }
}

function overOneClient(client: pg.Client): Kysely<object> {
  // Kysely asks a pool for a client and gives it back; the one it gets stays ours.
  const borrowed = { query: client.query.bind(client), release: () => {} }
  const pool = { connect: () => Promise.resolve(borrowed), end: () => Promise.resolve() }
  return new Kysely<object>({ dialect: new PostgresDialect({ pool: pool as never }), plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })
}
