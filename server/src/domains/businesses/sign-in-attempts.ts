import type { Kysely } from 'kysely'
import { createHash } from 'node:crypto'
import type { GlobalDatabase, Services } from '#platform/context'
import { tooManyAttempts } from './errors.ts'

const windowMs = 15 * 60_000
/** High enough that nobody can lock a shop out by typing its owner's name for fun; far too few to guess a password. */
const mostFailures = 50

type Tables = { signInFailures: { nameHash: string; at: Date } }
const database = ({ db }: GlobalDatabase) => db as Kysely<Tables>

/**
 * Slows guessing down per sign-in name, from however many addresses (S21); the limit per address is the server's. Names
 * that do not exist count as well, so that the answer tells nothing. Kept in the database: every process counts the same,
 * and a restart forgives nothing.
 */
export async function checkAttempts(installation: Services & GlobalDatabase, username: string): Promise<void> {
  const now = installation.clock.now().getTime()
  const failures = await database(installation)
    .selectFrom('signInFailures')
    .select('at')
    .where('nameHash', '=', hashOf(username))
    .where('at', '>', new Date(now - windowMs))
    .orderBy('at', 'desc')
    .limit(mostFailures)
    .execute()
  const oldest = failures.at(mostFailures - 1)
  if (oldest) throw tooManyAttempts(Math.ceil((oldest.at.getTime() + windowMs - now) / 1_000))
}

export async function noteFailure(installation: Services & GlobalDatabase, username: string): Promise<void> {
  const now = installation.clock.now()
  await database(installation).deleteFrom('signInFailures').where('at', '<', new Date(now.getTime() - windowMs)).execute()
  await database(installation).insertInto('signInFailures').values({ nameHash: hashOf(username), at: now }).execute()
}

export async function forgetFailures(installation: GlobalDatabase, username: string): Promise<void> {
  await database(installation).deleteFrom('signInFailures').where('nameHash', '=', hashOf(username)).execute()
}

function hashOf(username: string): string {
  return createHash('sha256').update(username).digest('hex')
}
