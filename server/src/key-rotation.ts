import type pg from 'pg'
import { endAllSessions, resealSignIn } from '#domains/businesses'
import type { SecretBox } from './platform/context.ts'
import { listTables, type CatalogueTable } from './platform/database/backup/catalogue.ts'
import { inTransaction } from './platform/database/backup/restore.ts'
import { withClient, type ConnectionTarget } from './platform/database/connect.ts'
import type { DatabaseLogins } from './platform/database/roles.ts'
import { AppError } from './platform/errors.ts'
import { keyFiles, readKeyFile, takeNextKey } from './platform/key-files.ts'
import { createSecretBox, sealedText } from './platform/secrets.ts'

export type RotationStep = 'resealed' | 'committed' | 'kept'

export interface Resealed {
  resealed: number
  /** Sealed texts that opened under neither key: nothing was lost by the change. */
  unreadable: number
}

export interface Rotation extends Resealed {
  /** The key from now on. */
  secretKey: string
}

/** How many rows with sealed texts are held in memory at once. */
const batchSize = 1_000

/**
 * Seals everything under `secret-key.next` in one transaction, then makes that the key. Whatever ends it halfway, the
 * next start or command does it again: what is sealed under the next key already is left as it is. `after` is told of
 * each step.
 */
export async function finishRotation({ dataDir, owner, after }: { dataDir: string; owner: ConnectionTarget; after?: (step: RotationStep) => void }): Promise<Rotation> {
  const files = keyFiles(dataDir)
  const [from, to] = [await readKeyFile(files.current), await readKeyFile(files.next)]
  if (from === undefined || to === undefined) throw new AppError({ code: 'key.missing', status: 500, message: `Kunci Laris di ${files.folder} tidak lengkap. Belum ada yang diubah. Kembalikan berkas secret-key dari salinan Anda.` })
  const count = await inTransaction(owner, async (client) => {
    const resealed = await reseal(client, { from, to })
    if (await hasSignIn(client)) await endAllSessions(client)
    after?.('resealed')
    return resealed
  })
  after?.('committed')
  await takeNextKey(dataDir, from, () => after?.('kept'))
  return { secretKey: to, ...count }
}

/** Other processes of this Laris would go on sealing under the key that goes. The data directory's lock sees only its own machine. */
export async function refuseWhileServing({ owner, app }: DatabaseLogins): Promise<void> {
  const { rows } = await withClient(owner, (client) => client.query('select 1 from pg_stat_activity where usename = $1 and datname = current_database() and pid <> pg_backend_pid() limit 1', [app.user]))
  if (rows.length > 0) throw new AppError({ code: 'key.laris_runs', status: 409, message: 'Laris lain masih memakai basis data ini. Hentikan semuanya dulu, lalu ulangi. Belum ada yang diubah.' })
}

/** Second factors, and every sealed text wherever it stands, under another key; inside the caller's transaction, safe to repeat. */
export async function reseal(client: pg.ClientBase, keys: { from: string; to: string }): Promise<Resealed> {
  const [from, to] = [createSecretBox(keys.from), createSecretBox(keys.to)]
  const count = (await hasSignIn(client)) ? await resealSignIn(client, from, to) : { resealed: 0, unreadable: 0 }
  const resealOne = (sealed: string): string => {
    if (opened(to, sealed) !== undefined) return sealed
    const plain = opened(from, sealed)
    if (plain === undefined) count.unreadable++
    else count.resealed++
    return plain === undefined ? sealed : to.seal(plain)
  }
  for (const table of await listTables(client)) await resealTable(client, table, resealOne)
  return count
}

/** By what a sealed text looks like and not by a list of columns: it may stand inside settings, the log of changes, or waiting work. */
async function resealTable(client: pg.ClientBase, table: CatalogueTable, resealOne: (sealed: string) => string): Promise<void> {
  const columns = table.columns.filter(({ type }) => /^(text|jsonb?|character varying)/.test(type))
  if (columns.length === 0) return
  const quoted = (column: string) => client.escapeIdentifier(column)
  const typeOf = new Map(table.columns.map(({ name, type }) => [name, type]))
  const [name, where] = [quoted(table.name), table.key.map((column, at) => `${quoted(column)} = $${at + 1}::${typeOf.get(column) ?? 'text'}`).join(' and ')]
  const texts = columns.map((column) => `${quoted(column.name)}::text`)
  await client.query(
    `declare sealed_rows no scroll cursor for select array[${table.key.map((column) => `${quoted(column)}::text`).join(', ')}]::text[] as key, array[${texts.join(', ')}] as texts
    from ${name} where ${texts.map((text) => `${text} ~ '${sealedText.source}'`).join(' or ')}`,
  )
  for (;;) {
    const { rows } = await client.query<{ key: string[]; texts: (string | null)[] }>(`fetch ${batchSize} from sealed_rows`)
    for (const row of rows) {
      const fresh = row.texts.map((text) => text?.replaceAll(sealedText, resealOne) ?? null)
      const changed = columns.flatMap((column, at) => (fresh[at] === row.texts[at] ? [] : [{ column, text: fresh[at] }]))
      if (changed.length === 0) continue
      const set = changed.map(({ column }, at) => `${quoted(column.name)} = $${table.key.length + at + 1}::${column.type}`)
      await client.query(`update ${name} set ${set.join(', ')} where ${where}`, [...row.key, ...changed.map(({ text }) => text)])
    }
    if (rows.length < batchSize) break
  }
  await client.query('close sealed_rows')
}

/** Before the first migration there is nobody. */
async function hasSignIn(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ exists: boolean }>(`select to_regclass('public.account_two_factors') is not null as exists`)
  return rows[0]?.exists === true
}

function opened(box: SecretBox, sealed: string): string | undefined {
  try {
    return box.open(sealed)
  } catch {
    return undefined
  }
}
