export interface BackupFact {
  name: string
  takenAt: Date
  reason: BackupReason
}

/** `manual` ones are the owner's: never removed by a rule. */
export type BackupReason = 'automatic' | 'before-migration' | 'before-restore' | 'manual'

const keptDays = 7
const keptWeeks = 4
const keptMonths = 6
const protectedMs = 30 * 86_400_000

/**
 * Which backups may go: all but the newest of each of the last 7 days, 4 weeks and 6 months that have one, those taken
 * before a migration or restore in the last 30 days, manual ones, and the newest of all. Days are the shop's:
 * `utcOffsetMinutes` is 420 for WIB.
 */
export function chooseExpired(backups: BackupFact[], now: Date, utcOffsetMinutes: number): string[] {
  const newestFirst = [...backups].sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime() || (a.name < b.name ? 1 : -1))
  const kept = new Set(newestFirst.slice(0, 1).map((backup) => backup.name))
  const automatic = newestFirst.filter((backup) => backup.reason === 'automatic')
  keepNewestOfEach(automatic, keptDays, (local) => local.toISOString().slice(0, 10), utcOffsetMinutes, kept)
  keepNewestOfEach(automatic, keptWeeks, weekOf, utcOffsetMinutes, kept)
  keepNewestOfEach(automatic, keptMonths, (local) => local.toISOString().slice(0, 7), utcOffsetMinutes, kept)
  for (const backup of newestFirst) {
    const isSafety = backup.reason === 'before-migration' || backup.reason === 'before-restore'
    if (backup.reason === 'manual' || (isSafety && now.getTime() - backup.takenAt.getTime() < protectedMs)) kept.add(backup.name)
  }
  return newestFirst.filter((backup) => !kept.has(backup.name)).map((backup) => backup.name)
}

function keepNewestOfEach(newestFirst: BackupFact[], limit: number, periodOf: (local: Date) => string, utcOffsetMinutes: number, kept: Set<string>): void {
  const seen = new Set<string>()
  for (const backup of newestFirst) {
    const period = periodOf(new Date(backup.takenAt.getTime() + utcOffsetMinutes * 60_000))
    if (seen.has(period)) continue
    if (seen.size === limit) return
    seen.add(period)
    kept.add(backup.name)
  }
}

/** The Monday that a day's week begins with. */
function weekOf(local: Date): string {
  const daysSinceMonday = (local.getUTCDay() + 6) % 7
  return new Date(local.getTime() - daysSinceMonday * 86_400_000).toISOString().slice(0, 10)
}

/** `laris-2026-11-24T020000Z-automatic.tar`; sorts by time. */
export function backupName(takenAt: Date, reason: BackupReason): string {
  return `laris-${takenAt.toISOString().slice(0, 19).replaceAll(':', '')}Z-${reason}.tar`
}

/** `undefined` for any other name. */
export function parseBackupName(name: string): BackupFact | undefined {
  const match = /^laris-(\d{4}-\d\d-\d\dT)(\d\d)(\d\d)(\d\d)Z-(automatic|before-migration|before-restore|manual)\.tar$/.exec(name)
  if (!match) return undefined
  const takenAt = new Date(`${match[1]}${match[2]}:${match[3]}:${match[4]}Z`)
  return Number.isNaN(takenAt.getTime()) ? undefined : { name, takenAt, reason: match[5] as BackupReason }
}
