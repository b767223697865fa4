import type { GlobalDatabase, Services } from '#platform/context'
import { tooManyAttempts } from './errors.ts'

const windowMs = 15 * 60_000
/** High enough that nobody can lock a shop out by typing its owner's name for fun; far too few to guess a password. */
const mostFailures = 50
const mostNames = 10_000

const failuresOf = new WeakMap<object, Map<string, number[]>>()

/**
 * Slows guessing down per sign-in name, from however many addresses (S21); the limit per address is the server's. Names
 * that do not exist count as well, so that the answer tells nothing. Kept in memory: a restart forgives.
 */
export function checkAttempts(installation: Services & GlobalDatabase, username: string): void {
  const recent = recentFailures(installation, username)
  if (recent.length < mostFailures) return
  throw tooManyAttempts(Math.ceil(((recent[0] ?? 0) + windowMs - installation.clock.now().getTime()) / 1_000))
}

export function noteFailure(installation: Services & GlobalDatabase, username: string): void {
  const known = namesOf(installation)
  const recent = [...recentFailures(installation, username), installation.clock.now().getTime()]
  // Put last, so that the first is the one untouched longest.
  known.delete(username)
  known.set(username, recent)
  const [oldest] = known.keys()
  if (known.size > mostNames && oldest !== undefined) known.delete(oldest)
}

export function forgetFailures(installation: GlobalDatabase, username: string): void {
  namesOf(installation).delete(username)
}

function recentFailures(installation: Services & GlobalDatabase, username: string): number[] {
  const since = installation.clock.now().getTime() - windowMs
  return (namesOf(installation).get(username) ?? []).filter((at) => at > since)
}

function namesOf({ db }: GlobalDatabase): Map<string, number[]> {
  const known = failuresOf.get(db) ?? new Map<string, number[]>()
  failuresOf.set(db, known)
  return known
}
