import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OpenContext } from '#platform/http/route'
import { newId } from '#platform/ids'
import { cookieHeaders } from './authentication.ts'
import { weakPassword, wrongCredentials } from './errors.ts'
import { createSignIn } from './sign-in.ts'

/** Makes an account that signs in by name, and opens its session on the reply. Returns the account id. */
export async function openAccount(ctx: OpenContext, input: { username: string; password: string }): Promise<string> {
  const username = input.username.replace(/\s+/g, '.')
  try {
    const response = await createSignIn(ctx).api.signUpEmail({
      body: { name: input.username, email: `${newId()}@akun.invalid`, password: input.password, username },
      headers: cookieHeaders(ctx.request),
      asResponse: true,
    })
    passCookies(response, ctx.reply)
    const body = (await response.json()) as { user?: { id: string } }
    if (!response.ok || !body.user) throw weakPassword()
    return body.user.id
  } catch (error) {
    if (error instanceof Error && 'body' in error) throw weakPassword()
    throw error
  }
}

/** Signs in by name; the answer is the same for every kind of failure. */
export async function signIn(ctx: OpenContext, input: { username: string; password: string }): Promise<{ needsCode: boolean }> {
  const response = await createSignIn(ctx).api.signInUsername({
    body: { username: input.username.replace(/\s+/g, '.'), password: input.password },
    headers: cookieHeaders(ctx.request),
    asResponse: true,
  })
  if (!response.ok) throw wrongCredentials()
  passCookies(response, ctx.reply)
  const body = (await response.json()) as { twoFactorRedirect?: boolean }
  return { needsCode: body.twoFactorRedirect === true }
}

export async function signOut(ctx: OpenContext): Promise<void> {
  passCookies(await createSignIn(ctx).api.signOut({ headers: cookieHeaders(ctx.request), asResponse: true }), ctx.reply)
}

export async function findSession(ctx: OpenContext, request: FastifyRequest) {
  return (await createSignIn(ctx).api.getSession({ headers: cookieHeaders(request) })) ?? undefined
}

function passCookies(response: Response, reply: FastifyReply): void {
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
}
