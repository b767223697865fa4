import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFolders } from '../embedded/testing.ts'
import { listBackups, removeExpiredBackups } from './folder.ts'
import { backupName } from './retention.ts'

test('expired backups and abandoned parts go; foreign files and parts being written stay', async () => {
  await using folders = await createFolders()
  const folder = await folders.empty()
  const now = new Date('2026-11-24T03:00:00Z')
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const names = Array.from({ length: 20 }, (_, days) => backupName(daysAgo(days), 'automatic'))
  const parts = ['.laris-2026-11-24T020000Z-automatic.tar.12.part', '.laris-2026-11-01T020000Z-automatic.tar.7.part']
  for (const name of [...names, ...parts, 'foto.jpg']) await writeFile(join(folder, name), 'x')
  await utimes(join(folder, parts[0] ?? ''), now, now)
  await utimes(join(folder, parts[1] ?? ''), daysAgo(20), daysAgo(20))

  const removed = await removeExpiredBackups(folder, now, 420)
  // 7 days, the Sundays of two weeks before, and the end of October is not reached.
  expect(removed).toHaveLength(11)
  expect(await readdir(folder)).toEqual(expect.arrayContaining([parts[0], 'foto.jpg']))
  expect(await readdir(folder)).not.toContain(parts[1])
  expect((await listBackups(folder)).map((backup) => backup.name)).toEqual(names.filter((name) => !removed.includes(name)))
})

test('a folder that is not there holds no backups', async () => {
  expect(await listBackups('/nonexistent/backups')).toEqual([])
})
