import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { syncFolder } from './durable-file.ts'

/** Somebody who was erased, without saying who: a hash over a salt and their id. */
export const erasedPerson = z.object({ businessId: z.uuid(), salt: z.string(), subjectHash: z.string(), at: z.string() })
export type ErasedPerson = z.infer<typeof erasedPerson>

const fileName = 'erasures.jsonl'

/** Kept beside the database and outside of backups, so that no backup brings an erased person back. On disk when this resolves. */
export async function appendErasures(dataDir: string, erased: ErasedPerson[]): Promise<void> {
  const file = await open(join(dataDir, fileName), 'a', 0o600)
  try {
    await file.appendFile(erased.map((one) => `${JSON.stringify(one)}\n`).join(''))
    await file.sync()
  } finally {
    await file.close()
  }
  await syncFolder(dataDir)
}

/** All that were ever written; a line that was cut off by a power loss was never promised. */
export async function readErasures(dataDir: string): Promise<ErasedPerson[]> {
  const text = await readFile(join(dataDir, fileName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = erasedPerson.safeParse(JSON.parse(line))
      return parsed.success ? [parsed.data] : []
    } catch {
      return []
    }
  })
}
