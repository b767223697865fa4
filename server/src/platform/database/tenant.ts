import type { DeleteQueryBuilder, DeleteResult, Generated, InsertQueryBuilder, InsertResult, Kysely, SelectQueryBuilder, UpdateQueryBuilder, UpdateResult } from 'kysely'
import type { Transaction } from '../context.ts'

/** A row whose named columns the database fills when an insert leaves them out. */
export type WithDefaults<Row, Names extends keyof Row> = Omit<Row, Names> & { [Name in Names]: Generated<Row[Name]> }

export interface TenantDatabase<T> {
  businessId: string
  /** For joins and expressions; filter by `businessId` yourself. */
  db: Kysely<T>
  select<N extends keyof T & string>(table: N): SelectQueryBuilder<T, N, object>
  insert<N extends keyof T & string>(table: N): InsertQueryBuilder<T, N, InsertResult>
  update<N extends keyof T & string>(table: N): UpdateQueryBuilder<T, N, N, UpdateResult>
  delete<N extends keyof T & string>(table: N): DeleteQueryBuilder<T, N, DeleteResult>
}

/**
 * Typed access to tenant tables with the business filter already on: the first of two walls (the second is row
 * level security). `T` maps table names to rows; a domain declares it once in its `tables.ts`.
 */
export function tenant<T>(tx: Pick<Transaction, 'db' | 'businessId'>): TenantDatabase<T> {
  // The transaction is untyped on purpose: each domain sees only its own tables.
  const db = tx.db as unknown as Kysely<T>
  const loose = tx.db as unknown as Kysely<{ anyTable: { businessId: string } }>
  const column = (table: string) => `${table}.businessId` as 'businessId'
  const named = (table: string) => table as 'anyTable'
  // Kysely's builders lose the row type once a table's name is generic: hence one cast on each result.
  return {
    businessId: tx.businessId,
    db,
    select: (table) => loose.selectFrom(named(table)).where(column(table), '=', tx.businessId) as never,
    insert: (table) => db.insertInto(table),
    update: (table) => loose.updateTable(named(table)).where(column(table), '=', tx.businessId) as never,
    delete: (table) => loose.deleteFrom(named(table)).where(column(table), '=', tx.businessId) as never,
  }
}
