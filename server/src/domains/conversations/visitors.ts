import { randomUUID } from 'node:crypto'
import type { Context } from '#platform/context'
import { AppError } from '#platform/errors'
import type { OpenContext } from '#platform/http/route'
import { findChannelRoutes, getChannel } from './channel-accounts.ts'
import type { Channel } from './channels/channel.ts'
import { isSameText } from './channels/signature.ts'
import { isVouchedIdentity } from './channels/webchat/identity.ts'
import { channelNotFound } from './errors.ts'

/** A web chat account as its visitors reach it: by a key that stands in the shop's page. */
export interface Widget {
  channel: Channel
  ctx: Context
}

/** The account behind a widget key. Pages of other sites than the owner allowed are refused, and told so by CORS. */
export async function findWidget(ctx: OpenContext, widgetKey: string, pageOrigin?: string): Promise<Widget> {
  const [route] = await findChannelRoutes(ctx, [`webchat:${widgetKey}`])
  if (!route) throw channelNotFound()
  const tenantCtx = ctx.forBusiness(route.businessId, { kind: 'system' }, ctx.request.id)
  const channel = await tenantCtx.transaction((tx) => getChannel(tx, route.channelId))
  const caller = ctx.request.headers.origin
  const allowed = allowedOrigins(channel)
  const ownOrigins = [new URL(ctx.baseUrl()).origin, `${ctx.request.protocol}://${ctx.request.host}`]
  const isFromFrame = caller === undefined || ownOrigins.includes(caller)
  if (allowed.length > 0) {
    if (!isFromFrame && !allowed.includes(caller)) throw foreignPage()
    // Inside our own frame the page around it counts, as the browser reports it.
    if (isFromFrame && pageOrigin !== undefined && !allowed.includes(pageOrigin) && !ownOrigins.includes(pageOrigin)) throw foreignPage()
  }
  if (caller !== undefined) ctx.reply.header('access-control-allow-origin', caller).header('vary', 'origin')
  return { channel, ctx: tenantCtx }
}

/** Who the visitor is: vouched for by the shop's server, known from an earlier visit, or new. */
export function recogniseVisitor(ctx: OpenContext, channel: Channel, given: { visitorToken?: string | undefined; user?: { identifier: string; identifierHash: string } | undefined }): { visitorId: string; isIdentified: boolean } {
  if (given.user) {
    if (!isVouchedIdentity(channel.secrets['identitySecret'] ?? '', given.user.identifier, given.user.identifierHash)) throw forgedIdentity()
    return { visitorId: `user:${given.user.identifier}`, isIdentified: true }
  }
  const known = given.visitorToken === undefined ? undefined : readVisitorToken(ctx, channel, given.visitorToken)
  return { visitorId: known ?? randomUUID(), isIdentified: known?.startsWith('user:') ?? false }
}

/** `<visitor id, base64url>.<signature>`: whoever holds it reads that visitor's chat, and no other. */
export function visitorToken(ctx: OpenContext, channel: Channel, visitorId: string): string {
  const encoded = Buffer.from(visitorId).toString('base64url')
  return `${encoded}.${ctx.secrets.sign('webchat-visitor', `${channel.channelId}:${visitorId}`)}`
}

export function requireVisitor(ctx: OpenContext, channel: Channel, token: string): string {
  const visitorId = readVisitorToken(ctx, channel, token)
  if (visitorId === undefined) throw new AppError({ code: 'conversations.unknown_visitor', status: 401, message: 'Chat ini sudah berakhir. Muat ulang halaman untuk mulai lagi.' })
  return visitorId
}

function readVisitorToken(ctx: OpenContext, channel: Channel, token: string): string | undefined {
  const visitorId = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8')
  return isSameText(token, visitorToken(ctx, channel, visitorId)) ? visitorId : undefined
}

function allowedOrigins(channel: Channel): string[] {
  const origins = channel.config['allowedOrigins']
  return Array.isArray(origins) ? origins.map(String) : []
}

function foreignPage(): AppError {
  return new AppError({ code: 'conversations.foreign_page', status: 403, message: 'Chat ini tidak boleh dipasang di situs ini. Pemilik toko bisa menambahkan alamatnya di Pengaturan.' })
}

function forgedIdentity(): AppError {
  return new AppError({ code: 'conversations.forged_identity', status: 401, message: 'Identitas pengunjung tidak cocok. Periksa identifier_hash di situs Anda.' })
}
