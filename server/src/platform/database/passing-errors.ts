const sentences = {
  full: 'Ruang di komputer Laris penuh, jadi ini belum tersimpan. Data Anda aman. Kosongkan ruang, lalu coba lagi.',
  away: 'Basis data sedang disambungkan lagi. Data Anda aman. Coba lagi sebentar.',
}

/**
 * Whether a failure passes by itself, so that whoever asked shall ask again: the database is away, starting, stopping,
 * full, or two transactions blocked each other. Returns a sentence for people; `undefined` when the fault lies elsewhere.
 */
export function describePassing(error: unknown): string | undefined {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++) {
    const code = sqlState(one)
    if (/^53[12]/.test(code)) return sentences.full
    if (/^(08|40|53|55|57|58)/.test(code)) return sentences.away
    if (/ECONN|EPIPE|ENOENT|ETIMEDOUT|Connection terminated|timeout exceeded|Client has encountered a connection error|Query read timeout/.test(`${code} ${one.message}`)) return sentences.away
  }
  return undefined
}

const mostTries = 3

/** Two transactions that blocked each other: one of them only has to try again. */
export async function retryBlocked<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries >= mostTries || !/^40/.test(sqlState(error))) throw error
    }
  }
}

/** The SQLSTATE of a database error, or the code of a system error; empty for others. */
export function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
