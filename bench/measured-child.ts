import type { Interface } from 'node:readline'
import pg from 'pg'
import type { ConnectionTarget } from '../server/src/platform/database/connect.ts'

/** The next line that a measured process says; an error when it ends without one. */
export function nextWord(words: Interface): Promise<string> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('The measured process ended without a word'))
    words.once('close', ended)
    words.once('line', (word) => {
      words.off('close', ended)
      resolve(word)
    })
  })
}

/** Rows of one statement, over a connection of its own. */
export async function queryOnce(target: ConnectionTarget, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...target })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
