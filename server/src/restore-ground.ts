import { mkdir, rename } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { openGround, type Ground } from './installation.ts'
import { readConfig } from './platform/config.ts'
import { syncFolder } from './platform/database/durable-file.ts'
import { layoutOf } from './platform/database/embedded/layout.ts'
import { AppError } from './platform/errors.ts'
import { readSecretKey } from './platform/secrets.ts'

/** What a backup is for: a database that cannot start, or is not there any more (F13). */
const beyondStarting = ['database.damaged', 'database.missing']

/**
 * The ground for a whole restore. A database that cannot start is set aside whole, under another name, and an empty one
 * takes its place; only after `check` has found the backup good.
 */
export async function openRestoreGround(stack: AsyncDisposableStack, { check, say }: { check(secretKey: string): Promise<unknown>; say(line: string): void }): Promise<Ground> {
  const options = { join: false, isCommand: true }
  const attempt = new AsyncDisposableStack()
  try {
    const ground = await openGround(attempt, options)
    stack.use(attempt)
    return ground
  } catch (error) {
    await attempt.disposeAsync()
    if (!(error instanceof AppError) || !beyondStarting.includes(error.code)) throw error
    const config = readConfig(process.env)
    await check(await readSecretKey(config.dataDir, config.secretKey))
    const aside = await setAside(config.dataDir)
    say(`Basis data yang rusak disimpan apa adanya di ${aside}.`)
    return await openGround(stack, options)
  }
}

/** The folder, and the note that a database was made here. Cut off in between, the database counts as gone and this is done again. */
async function setAside(dataDir: string): Promise<string> {
  const { root, record } = layoutOf(dataDir)
  const aside = `${root}.rusak-${new Date().toISOString().replaceAll(/[:.]/g, '')}`
  await mkdir(aside, { mode: 0o700 })
  for (const path of [root, record]) {
    await rename(path, join(aside, basename(path))).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
  await syncFolder(dataDir)
  return aside
}
