import { sql } from 'kysely'
import type { Transaction } from '../context.ts'
import { AppError } from '../errors.ts'

/**
 * Tries work inside an open transaction: when a rule refuses it, everything it wrote is taken back and the refusal is
 * returned, while what came before stays. Anything else that goes wrong ends the transaction as always.
 */
export async function attempt<T>(tx: Transaction, work: () => Promise<T>): Promise<{ value: T } | { refusal: AppError }> {
  await sql`savepoint attempt`.execute(tx.db)
  try {
    const value = await work()
    await sql`release savepoint attempt`.execute(tx.db)
    return { value }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await sql`rollback to savepoint attempt`.execute(tx.db)
    return { refusal: error }
  }
}
