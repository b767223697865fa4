import { sql } from 'kysely'
import type { Transaction } from '#platform/context'
import { manyRows, type ColumnType } from '#platform/database/many-rows'

const writable: Record<string, ColumnType> = { name: 'text', category: 'text', description: 'text', price: 'bigint', weightGrams: 'integer', deletedAt: 'timestamptz' }

/** Gives many rows new values, each its own: one statement for all that change the same columns. */
export async function setColumns(tx: Transaction, table: 'products' | 'variants', values: ReadonlyMap<string, object>): Promise<void> {
  const rows = [...values].map(([id, columns]) => ({ id, ...columns })).filter((row) => Object.keys(row).length > 1)
  for (const [shape, alike] of Map.groupBy(rows, (row) => Object.keys(row).filter((name) => name in writable).toSorted().join())) {
    const names = shape.split(',')
    const many = manyRows({ id: 'uuid', ...Object.fromEntries(names.map((name) => [name, writable[name]])) }, alike)
    const changes = names.map((name) => sql`${sql.ref(name)} = u.${sql.ref(name)}`)
    await sql`
      update ${sql.table(table)} set ${sql.join(changes)}, updated_at = ${tx.now()}::timestamptz from (${many.values}) as u ${many.columns}
      where ${sql.table(table)}.business_id = ${tx.businessId}::uuid and ${sql.table(table)}.id = u.id`.execute(tx.db)
  }
}
