import { toDataURL } from 'qrcode'
import type { OpenContext } from '#platform/http/route'
import { passCookies, readBody, requireSession } from './accounts.ts'
import { signInFirst, twoFactorAlreadyOn, wrongCode, wrongCurrentPassword } from './errors.ts'
import { recordLoginChange } from './members.ts'
import { cookieHeaders, createSignIn } from './sign-in.ts'

/** Begins switching the second step on: nothing is asked at sign-in until a first code has been confirmed. */
export async function prepareTwoFactor(ctx: OpenContext, password: string) {
  const session = await requireSession(ctx)
  const response = await createSignIn(ctx).api.enableTwoFactor({ body: { password }, headers: cookieHeaders(ctx.request), asResponse: true })
  const { code, totpURI, backupCodes } = await readBody(response)
  if (!response.ok || !totpURI || !backupCodes) throw code === 'TOTP_ALREADY_ENABLED' ? twoFactorAlreadyOn() : wrongCurrentPassword()
  const uri = withAccountName(totpURI, session.user.name)
  return { uri, secret: new URL(uri).searchParams.get('secret') ?? '', qrCode: await toDataURL(uri, { margin: 1, width: 240 }), backupCodes }
}

/** The first right code switches it on. */
export async function confirmTwoFactor(ctx: OpenContext, code: string): Promise<void> {
  const session = await requireSession(ctx)
  const response = await createSignIn(ctx).api.verifyTOTP({ body: { code: code.replace(/\s/g, '') }, headers: cookieHeaders(ctx.request), asResponse: true })
  if (!response.ok) throw wrongCode()
  passCookies(response, ctx.reply)
  await recordLoginChange(ctx, session.user.id, 'two-factor.enable', session.session.id)
}

export async function disableTwoFactor(ctx: OpenContext, password: string): Promise<void> {
  const session = await requireSession(ctx)
  const response = await createSignIn(ctx).api.disableTwoFactor({ body: { password }, headers: cookieHeaders(ctx.request), asResponse: true })
  if (!response.ok) throw wrongCurrentPassword()
  passCookies(response, ctx.reply)
  await recordLoginChange(ctx, session.user.id, 'two-factor.disable', session.session.id)
}

/** New backup codes; the old ones stop working. */
export async function renewBackupCodes(ctx: OpenContext, password: string): Promise<{ backupCodes: string[] }> {
  const session = await requireSession(ctx)
  const response = await createSignIn(ctx).api.generateBackupCodes({ body: { password }, headers: cookieHeaders(ctx.request), asResponse: true })
  if (response.status === 401) throw signInFirst()
  const { backupCodes } = await readBody(response)
  if (!response.ok || !backupCodes) throw wrongCurrentPassword()
  await recordLoginChange(ctx, session.user.id, 'two-factor.renew-codes', session.session.id)
  return { backupCodes }
}

/** The library labels codes by e-mail, which our accounts do not have: the name says more in the app's list. */
function withAccountName(uri: string, name: string): string {
  const { search } = new URL(uri)
  return `otpauth://totp/Laris:${encodeURIComponent(name)}${search}`
}
