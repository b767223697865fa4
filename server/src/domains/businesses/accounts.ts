import type { FastifyReply, FastifyRequest } from 'fastify'
import { verifyPassword } from 'better-auth/crypto'
import type { OpenContext } from '#platform/http/route'
import { newId } from '#platform/ids'
import { codeExpired, nameTaken, signInFirst, unusableName, weakPassword, wrongCode, wrongCredentials, wrongCurrentPassword } from './errors.ts'
import { checkAttempts, forgetFailures, noteFailure } from './sign-in-attempts.ts'
import { cookieHeaders, createSignIn, readSession } from './sign-in.ts'

/** Makes an account that signs in by name, and opens its session on the reply. Returns the account id. */
export async function openAccount(ctx: OpenContext, input: { username: string; password: string }): Promise<string> {
  const response = await createSignIn(ctx)
    .api.signUpEmail({
      body: { name: input.username, email: `${newId()}@akun.invalid`, password: input.password, username: toUsername(input.username) },
      headers: cookieHeaders(ctx.request),
      asResponse: true,
    })
    .catch((error: unknown) => {
      // The library's name checks run before the part that would turn their errors into answers.
      if (error instanceof Error && 'body' in error) throw signUpProblem((error.body as SignInAnswer | undefined)?.code)
      throw error
    })
  const body = await readBody(response)
  if (!response.ok || !body.user) throw signUpProblem(body.code)
  passCookies(response, ctx.reply)
  return body.user.id
}

/** Signs in by name; the answer is the same for every kind of failure. */
export async function signIn(ctx: OpenContext, input: { username: string; password: string }): Promise<{ needsCode: boolean }> {
  const username = toUsername(input.username).toLowerCase()
  await checkAttempts(ctx, username)
  const response = await createSignIn(ctx).api.signInUsername({
    body: { username: toUsername(input.username), password: input.password },
    headers: cookieHeaders(ctx.request),
    asResponse: true,
  })
  if (!response.ok) {
    await noteFailure(ctx, username)
    throw wrongCredentials()
  }
  await forgetFailures(ctx, username)
  passCookies(response, ctx.reply)
  return { needsCode: (await readBody(response)).twoFactorRedirect === true }
}

/** The second step of signing in: a code of the app, or one of the backup codes. Five tries within ten minutes. */
export async function signInWithCode(ctx: OpenContext, input: { code: string; isBackupCode: boolean }): Promise<void> {
  const { api } = createSignIn(ctx)
  const request = { body: { code: input.code.replace(/\s/g, '') }, headers: cookieHeaders(ctx.request), asResponse: true } as const
  const response = await (input.isBackupCode ? api.verifyBackupCode(request) : api.verifyTOTP(request))
  passCookies(response, ctx.reply)
  if (response.ok) return
  const { code } = await readBody(response)
  throw code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE' ? wrongCode() : codeExpired()
}

export async function signOut(ctx: OpenContext): Promise<void> {
  passCookies(await createSignIn(ctx).api.signOut({ headers: cookieHeaders(ctx.request), asResponse: true }), ctx.reply)
}

export async function findSession(ctx: OpenContext, request: FastifyRequest) {
  return (await readSession(ctx, request)) ?? undefined
}

/** The signed-in person, or a 401. */
export async function requireSession(ctx: OpenContext) {
  const session = await findSession(ctx, ctx.request)
  if (!session) throw signInFirst()
  return session
}

/** Asks for the current password again before a change that an open phone must not allow (S22). */
export async function checkCurrentPassword(hash: string | undefined, password: string): Promise<void> {
  if (!hash || !(await verifyPassword({ hash, password }))) throw wrongCurrentPassword()
}

export function passCookies(response: Response, reply: FastifyReply): void {
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
}

export interface SignInAnswer {
  code?: string
  user?: { id: string }
  twoFactorRedirect?: boolean
  totpURI?: string
  backupCodes?: string[]
}

/** What the sign-in library answers; only the fields that its documentation names are read. */
export async function readBody(response: Response): Promise<SignInAnswer> {
  return (await response.json().catch(() => ({}))) as SignInAnswer
}

/** People write their name with spaces; sign-in names have none. */
export function toUsername(name: string): string {
  return name.trim().replace(/\s+/g, '.')
}

function signUpProblem(code: string | undefined) {
  if (code?.startsWith('USERNAME_IS_ALREADY_TAKEN')) return nameTaken()
  return code?.includes('USERNAME') ? unusableName() : weakPassword()
}
