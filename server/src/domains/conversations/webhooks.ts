import type { OpenContext } from '#platform/http/route'
import { findChannelRoute, getChannel } from './channel-accounts.ts'
import type { Channel, WebhookRequest } from './channels/channel.ts'
import { findChannelType } from './channels/registry.ts'
import { channelNotFound } from './errors.ts'
import { createInboundQueue } from './inbound-queue.ts'

const queue = createInboundQueue()
/** Accounts of recent webhooks, so that a burst does not open secrets again for each request. */
const recent = new Map<string, { channel: Channel; readAtMs: number }>()
const freshMs = 5_000

/** One webhook: find the account, verify the raw bytes, parse, store, and only then answer. */
export async function receiveWebhook(ctx: OpenContext, typeName: string, pathKey: string): Promise<unknown> {
  const type = findChannelType(typeName)
  if (!type?.receive) throw channelNotFound()
  const request = readRequest(ctx)
  const routeKey = type.routeKeyOf?.(request, pathKey) ?? `${typeName}:${pathKey}`
  const route = await findChannelRoute(ctx, routeKey)
  if (!route) throw channelNotFound()
  const tenantCtx = ctx.forBusiness(route.businessId, { kind: 'system' }, ctx.request.id)
  const channel = await readChannel(route.channelId, () => tenantCtx.transaction((tx) => getChannel(tx, route.channelId)))
  const answer = type.receive(channel, request, ctx.now())
  if (answer.kind === 'reply') return ctx.reply.status(answer.status).type(answer.contentType ?? 'text/plain').send(answer.body)
  if (answer.items.length > 0) await queue.receive(tenantCtx, channel, answer.items)
  return ctx.reply.status(200).type('text/plain').send('ok')
}

/** Items from elsewhere than a webhook (polling, the web chat) through the same queue. */
export const receiveQueued = queue.receive

async function readChannel(channelId: string, read: () => Promise<Channel>): Promise<Channel> {
  const known = recent.get(channelId)
  if (known && Date.now() - known.readAtMs < freshMs) return known.channel
  const channel = await read()
  recent.set(channelId, { channel, readAtMs: Date.now() })
  if (recent.size > 1_000) recent.clear()
  return channel
}

function readRequest(ctx: OpenContext): WebhookRequest {
  const { request } = ctx
  const flat = (values: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]))
  return {
    method: request.method === 'GET' ? 'GET' : 'POST',
    headers: flat(request.headers),
    query: flat(request.query as Record<string, unknown>),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  }
}
