import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import type pg from 'pg'
import type { SecretBox } from '#platform/context'

type Signer = Pick<SecretBox, 'sign'>

/** What the sign-in library signs cookies and encrypts second factors with. */
export function signInSecret(secrets: Signer): string {
  return secrets.sign('sign-in', 'secret')
}

/**
 * Second factors under another key of the installation, inside the caller's transaction; safe to repeat. Whoever is
 * signed in signs in again: their cookies are signed with the key that goes.
 */
export async function resealSignIn(owner: pg.ClientBase, from: Signer, to: Signer): Promise<{ resealed: number; unreadable: number }> {
  const [before, after] = [signInSecret(from), signInSecret(to)]
  const count = { resealed: 0, unreadable: 0 }
  const { rows } = await owner.query<{ id: string; secret: string; codes: string }>('select id, secret, backup_codes as codes from account_two_factors')
  for (const row of rows) {
    if ((await decrypted(after, row.secret)) !== undefined) continue
    const [secret, codes] = [await decrypted(before, row.secret), await decrypted(before, row.codes)]
    if (secret === undefined || codes === undefined) {
      count.unreadable++
      continue
    }
    const sealed = [await symmetricEncrypt({ key: after, data: secret }), await symmetricEncrypt({ key: after, data: codes })]
    await owner.query('update account_two_factors set secret = $2, backup_codes = $3 where id = $1', [row.id, ...sealed])
    count.resealed++
  }
  return count
}

/** Ends every login and every step between password and code. */
export async function endAllSessions(owner: pg.ClientBase): Promise<void> {
  await owner.query('delete from account_sessions')
  await owner.query('delete from account_verifications')
}

function decrypted(key: string, data: string): Promise<string | undefined> {
  return symmetricDecrypt({ key, data }).catch(() => undefined)
}
