import { sql, type RawBuilder } from 'kysely'

export type ColumnType = 'uuid' | 'text' | 'text[]' | 'timestamptz' | 'date' | 'boolean' | 'integer' | 'bigint' | 'double precision' | 'jsonb'

/**
 * Many rows as one parameter, for `insert into t ${rows.columns} ${rows.values}`: PostgreSQL reads and plans the statement
 * once, however many rows there are, and the driver writes one text instead of a value for each cell.
 */
export function manyRows<Row extends object>(types: { [Column in keyof Row & string]: ColumnType }, rows: readonly Row[]): { columns: RawBuilder<unknown>; values: RawBuilder<unknown> } {
  // The keys of an object literal in our own code; `json_to_recordset` finds values by these names, so they stay as written.
  const names = Object.keys(types) as (keyof Row & string)[]
  const described = names.map((name) => sql`${sql.raw(`"${name}"`)} ${sql.raw(types[name])}`)
  return {
    columns: sql`(${sql.join(names.map((name) => sql.ref(name)))})`,
    values: sql`select ${sql.join(names.map((name) => sql.raw(`r."${name}"`)))} from json_to_recordset(${JSON.stringify(rows)}::json) as r(${sql.join(described)})`,
  }
}
