import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import type { PersonalDataKeeper, PersonalTable, PersonReference } from '#platform/personal-data'

export interface CollectedTable {
  table: string
  title: string
  rows: Record<string, unknown>[]
}

export interface CollectedFile {
  key: string
  name: string
}

/** Everything that all domains keep of one person, and the files with it. */
export async function collectRows(tx: Transaction, keepers: readonly PersonalDataKeeper[], person: PersonReference): Promise<{ tables: CollectedTable[]; files: CollectedFile[] }> {
  const tables: CollectedTable[] = []
  const files: CollectedFile[] = []
  for (const [name, table] of keepers.flatMap((keeper) => Object.entries(keeper.tables))) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)} where business_id = ${tx.businessId} and ${table.rowsOf(person)} order by id`.execute(tx.db)
    if (rows.length === 0) continue
    files.push(...filesOf(table, rows))
    tables.push({ table: name, title: table.title, rows: rows.map(withoutSecrets) })
  }
  return { tables, files }
}

/** Removes or empties every row of one person, the highest floor first. Returns what was touched and which files must go. */
export async function eraseRows(tx: Pick<Transaction, 'db' | 'businessId'>, keepers: readonly PersonalDataKeeper[], person: PersonReference): Promise<{ removed: Record<string, number>; emptied: Record<string, number>; fileKeys: string[] }> {
  const result = { removed: {} as Record<string, number>, emptied: {} as Record<string, number>, fileKeys: [] as string[] }
  for (const [name, table] of [...keepers].reverse().flatMap((keeper) => Object.entries(keeper.tables))) {
    const mine = sql`business_id = ${tx.businessId} and ${table.rowsOf(person)}`
    if (table.fileKey) {
      const { rows } = await sql<{ key: string | null }>`select ${sql.ref(table.fileKey)} as key from ${sql.table(name)} where ${mine}`.execute(tx.db)
      result.fileKeys.push(...rows.flatMap(({ key }) => key ?? []))
    }
    if (table.onErase === 'delete') {
      const { numAffectedRows = 0n } = await sql`delete from ${sql.table(name)} where ${mine}`.execute(tx.db)
      if (numAffectedRows > 0n) result.removed[name] = Number(numAffectedRows)
      continue
    }
    const emptied = Object.entries(table.onErase).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
    const { numAffectedRows = 0n } = await sql`update ${sql.table(name)} set ${sql.join(emptied)} where ${mine}`.execute(tx.db)
    if (numAffectedRows > 0n) result.emptied[name] = Number(numAffectedRows)
  }
  return result
}

function filesOf(table: PersonalTable, rows: Record<string, unknown>[]): CollectedFile[] {
  if (table.fileKey === undefined) return []
  const column = toCamelCase(table.fileKey)
  return rows.flatMap((row) => {
    const key = row[column]
    return typeof key === 'string' && key !== '' ? [{ key, name: typeof row['name'] === 'string' ? row['name'] : key }] : []
  })
}

/** Our own secrets are nobody's data. */
function withoutSecrets(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([column]) => column !== 'businessId' && !column.startsWith('sealed')))
}

function toCamelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
