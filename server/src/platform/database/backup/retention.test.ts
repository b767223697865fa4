import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backupName, chooseExpired, parseBackupName, type BackupFact, type BackupReason } from './retention.ts'

const day = 86_400_000
const wib = 420
const now = new Date('2026-11-24T03:00:00Z')

const backup = (takenAt: Date, reason: BackupReason = 'automatic'): BackupFact => ({ name: backupName(takenAt, reason), takenAt, reason })
const daysAgo = (days: number, reason?: BackupReason) => backup(new Date(now.getTime() - days * day), reason)

describe('which backups may go', () => {
  test('of a year of daily ones, 7 days, 4 weeks and 6 months remain', () => {
    const all = Array.from({ length: 365 }, (_, days) => daysAgo(days))
    const expired = new Set(chooseExpired(all, now, wib))
    const kept = all.filter((one) => !expired.has(one.name)).map((one) => one.takenAt.toISOString().slice(0, 10))
    expect(kept).toEqual([
      '2026-11-24', '2026-11-23', '2026-11-22', '2026-11-21', '2026-11-20', '2026-11-19', '2026-11-18',
      '2026-11-15', '2026-11-08', '2026-10-31', '2026-09-30', '2026-08-31', '2026-07-31', '2026-06-30',
    ])
  })

  test('of hourly ones the last of each shop day remains', () => {
    const hours = Array.from({ length: 72 }, (_, hour) => backup(new Date(now.getTime() - hour * 3_600_000)))
    const kept = hours.length - chooseExpired(hours, now, wib).length
    // 10.00 WIB on the 24th back to 11.00 on the 21st touches four days.
    expect(kept).toBe(4)
  })

  test('those before a migration or restore stay 30 days, manual ones for ever', () => {
    const all = [daysAgo(0), daysAgo(29, 'before-migration'), daysAgo(31, 'before-migration'), daysAgo(20, 'before-restore'), daysAgo(900, 'manual')]
    expect(chooseExpired(all, now, wib)).toEqual([all[2]?.name])
  })

  test('the newest always stays, and nothing is kept for being listed in another order', () => {
    const reason = fc.constantFrom<BackupReason>('automatic', 'before-migration', 'before-restore', 'manual')
    const backups = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 400 * 24 }), reason), { selector: ([hours]) => hours, minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(backups, (picked) => {
        const all = picked.map(([hours, why]) => backup(new Date(now.getTime() - hours * 3_600_000), why))
        const expired = chooseExpired(all, now, wib)
        const newest = all.reduce((a, b) => (b.takenAt > a.takenAt ? b : a))
        expect(expired).not.toContain(newest.name)
        expect(chooseExpired([...all].reverse(), now, wib).sort()).toEqual([...expired].sort())
        // Safe to repeat: what was kept once is kept again.
        const kept = all.filter((one) => !expired.includes(one.name))
        expect(chooseExpired(kept, now, wib)).toEqual([])
      }),
    )
  })

  test('names tell time and reason, and other files are left alone', () => {
    const taken = new Date('2026-11-24T02:00:05Z')
    expect(backupName(taken, 'before-migration')).toBe('laris-2026-11-24T020005Z-before-migration.tar')
    expect(parseBackupName('laris-2026-11-24T020005Z-before-migration.tar')).toEqual({ name: 'laris-2026-11-24T020005Z-before-migration.tar', takenAt: taken, reason: 'before-migration' })
    for (const name of ['foto.jpg', '.laris-2026-11-24T020005Z-automatic.tar.1.part', 'laris-2026-13-44T990005Z-automatic.tar']) expect(parseBackupName(name)).toBeUndefined()
  })
})
