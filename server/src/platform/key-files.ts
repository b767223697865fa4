import { randomBytes } from 'node:crypto'
import { readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { keyFingerprint } from './database/backup/manifest.ts'
import { syncFolder, writeDurably } from './database/durable-file.ts'

/** Where the installation's key lies, and the one that follows it while keys are changed. */
export function keyFiles(dataDir: string): { folder: string; current: string; next: string } {
  const folder = join(dataDir, 'keys')
  const current = join(folder, 'secret-key')
  return { folder, current, next: `${current}.next` }
}

export async function readKeyFile(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.trim() || undefined
}

/** On disk when this resolves: from here on every start finishes the change. */
export async function writeNextKey(dataDir: string): Promise<void> {
  await writeDurably(keyFiles(dataDir).next, `${randomBytes(32).toString('base64url')}\n`)
}

/** The next key becomes the current one. A power cut leaves it in its place, to be taken again. */
export async function takeNextKey(dataDir: string, currentKey: string, afterCopy?: () => void): Promise<void> {
  const { folder, current, next } = keyFiles(dataDir)
  await keepKey(dataDir, currentKey)
  afterCopy?.()
  await rename(next, current)
  await syncFolder(folder)
}

/** Another Laris's key becomes this one's, with its data. */
export async function replaceKey(dataDir: string, currentKey: string, key: string): Promise<void> {
  await keepKey(dataDir, currentKey)
  await writeDurably(keyFiles(dataDir).current, `${key}\n`)
}

/** Keys of before, for backups of their time. */
export async function readKeptKeys(dataDir: string): Promise<string[]> {
  const { folder } = keyFiles(dataDir)
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const kept = names.filter((name) => /^secret-key\.[0-9a-f]{16}$/.test(name))
  const keys = await Promise.all(kept.map((name) => readKeyFile(join(folder, name))))
  return keys.filter((key) => key !== undefined)
}

/** Under the fingerprint that backups name. */
async function keepKey(dataDir: string, key: string): Promise<void> {
  await writeDurably(`${keyFiles(dataDir).current}.${keyFingerprint(key)}`, `${key}\n`)
}
