import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../durable-file.ts'
import { chooseExpired, parseBackupName, type BackupFact } from './retention.ts'

export interface StoredBackup extends BackupFact {
  path: string
  bytes: number
}

/** The whole backups of a folder, newest first. Other files are not looked at. */
export async function listBackups(folder: string): Promise<StoredBackup[]> {
  const names = await readdir(folder).catch(() => [])
  const found = names.map(async (name) => {
    const fact = parseBackupName(name)
    const path = join(folder, name)
    const facts = fact && (await stat(path).catch(() => undefined))
    return fact && facts?.isFile() ? [{ ...fact, path, bytes: facts.size }] : []
  })
  return (await Promise.all(found)).flat().sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime())
}

/** Removes what the retention rule lets go, and parts of backups that were cut off. Returns the names. */
export async function removeExpiredBackups(folder: string, now: Date, utcOffsetMinutes: number): Promise<string[]> {
  const expired = chooseExpired(await listBackups(folder), now, utcOffsetMinutes)
  for (const name of [...expired, ...(await listAbandonedParts(folder, now))]) await rm(join(folder, name), { force: true })
  if (expired.length > 0) await syncFolder(folder)
  return expired
}

/** Untouched for a day: no backup takes that long. */
async function listAbandonedParts(folder: string, now: Date): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^\.laris-.*\.tar\.\d+\.part$/.test(name))
  const old = names.map(async (name) => {
    const facts = await stat(join(folder, name)).catch(() => undefined)
    return facts && now.getTime() - facts.mtimeMs > 86_400_000 ? [name] : []
  })
  return (await Promise.all(old)).flat()
}
