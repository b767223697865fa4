import type { FastifyRequest } from 'fastify'
import { betterAuth } from 'better-auth'
import { twoFactor, username } from 'better-auth/plugins'
import type { GlobalDatabase, Services } from '#platform/context'
import { newId } from '#platform/ids'
import { databaseAway } from './errors.ts'
import { signInSecret } from './sign-in-secret.ts'

export type SignIn = ReturnType<typeof build>

const built = new WeakMap<object, { baseUrl: string; signIn: SignIn }>()

/**
 * The sign-in library, used through our own routes only: passwords (scrypt), sessions, two-factor. Its HTTP endpoints
 * are not mounted, so every way in stands in the one route table. People sign in by name; an e-mail is never needed,
 * so accounts get one under `.invalid`. Built once for a database and address.
 */
export function createSignIn(installation: Services & GlobalDatabase): SignIn {
  const baseUrl = installation.baseUrl()
  const known = built.get(installation.db)
  if (known?.baseUrl === baseUrl) return known.signIn
  const signIn = build(installation)
  built.set(installation.db, { baseUrl, signIn })
  return signIn
}

/** The cookies of a request as the sign-in library wants them. */
export function cookieHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  if (request.headers.cookie) headers.set('cookie', request.headers.cookie)
  if (request.headers['user-agent']) headers.set('user-agent', request.headers['user-agent'])
  return headers
}

/** The login that a request shows. The library only reads the database here, and hides why that failed. */
export async function readSession(installation: Services & GlobalDatabase, request: FastifyRequest) {
  try {
    return await createSignIn(installation).api.getSession({ headers: cookieHeaders(request) })
  } catch (cause) {
    throw databaseAway(cause)
  }
}

function build(installation: Services & GlobalDatabase) {
  const isSecure = installation.baseUrl().startsWith('https:')
  return betterAuth({
    appName: 'Laris',
    baseURL: installation.baseUrl(),
    secret: signInSecret(installation.secrets),
    database: { db: installation.db, type: 'postgres' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128, revokeSessionsOnPasswordReset: true },
    user: { modelName: 'accounts' },
    session: { modelName: 'accountSessions', expiresIn: 60 * 60 * 24 * 60, updateAge: 60 * 60 * 24, freshAge: 60 * 10 },
    account: { modelName: 'accountCredentials' },
    verification: { modelName: 'accountVerifications' },
    advanced: {
      useSecureCookies: false,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, secure: isSecure, path: '/' },
      cookies: { session_token: { name: 'laris_session' } },
      database: { generateId: () => newId() },
    },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 40, usernameValidator: (name) => /^[\p{L}\p{N}._-]+$/u.test(name) }),
      twoFactor({ issuer: 'Laris', schema: { twoFactor: { modelName: 'accountTwoFactors' } } }),
    ],
  })
}
