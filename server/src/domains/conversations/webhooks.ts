import type { Context } from '#platform/context'
import { AppError } from '#platform/errors'
import type { OpenContext } from '#platform/http/route'
import { findChannelRoutes, getChannel, type ChannelRoute } from './channel-accounts.ts'
import type { Channel, ChannelType, WebhookAnswer, WebhookRequest } from './channels/channel.ts'
import { findChannelType } from './channels/registry.ts'
import { channelNotFound, forgedWebhook } from './errors.ts'
import { createInboundQueue } from './inbound-queue.ts'

const queue = createInboundQueue()
/** Accounts of recent webhooks, so that a burst does not look them up and open their secrets again for each request. */
const recentChannels = createRecent<Channel>(() => true)
// Unknown keys are asked for anew: nobody may fill this with guesses.
const recentRoutes = createRecent<ChannelRoute[]>((routes) => routes.length > 0)
const freshMs = 5_000
const mostKept = 1_000

interface Candidate {
  ctx: Context
  channel: Channel
}

/**
 * One webhook: find the accounts it may be for, let each verify the raw bytes with its own secret, store what is
 * genuine, and only then answer. One request may hold news of several accounts.
 */
export async function receiveWebhook(ctx: OpenContext, typeName: string, channelId: string): Promise<unknown> {
  const type = findChannelType(typeName)
  if (!type?.receive) throw channelNotFound()
  const request = readRequest(ctx)
  const candidates = await findCandidates(ctx, type, request, channelId)
  if (candidates.length === 0) throw channelNotFound()
  const answers = candidates.flatMap(({ ctx: tenantCtx, channel }) => {
    const answer = genuine(() => type.receive?.(channel, request, ctx.now()))
    return answer ? [{ tenantCtx, channel, answer }] : []
  })
  if (answers.length === 0) throw forgedWebhook('tidak ada kanal yang mengenalinya')
  await Promise.all(answers.flatMap(({ tenantCtx, channel, answer }) => (answer.kind === 'items' && answer.items.length > 0 ? [queue.receive(tenantCtx, channel, answer.items)] : [])))
  return sendAnswer(ctx, answers.map(({ answer }) => answer))
}

/** Items from elsewhere than a webhook (polling, the web chat) through the same queue. */
export const receiveQueued = queue.receive

/** A candidate that the signature does not hold for is none; that is not an error while another one is. */
function genuine(receive: () => WebhookAnswer | undefined): WebhookAnswer | undefined {
  try {
    return receive()
  } catch (error) {
    if (error instanceof AppError && error.status === 401) return undefined
    throw error
  }
}

async function findCandidates(ctx: OpenContext, type: ChannelType, request: WebhookRequest, channelId: string): Promise<Candidate[]> {
  const addresses = request.method === 'POST' ? (type.addressesIn?.(request) ?? []).slice(0, 100) : []
  const routeKeys = [channelId, ...addresses].map((key) => `${type.type}:${key}`)
  const routes = await recentRoutes.get(routeKeys.join('\n'), () => findChannelRoutes(ctx, routeKeys))
  const candidates = new Map<string, Candidate>()
  for (const route of routes) {
    if (candidates.has(route.channelId)) continue
    const tenantCtx = ctx.forBusiness(route.businessId, { kind: 'system' }, ctx.request.id)
    candidates.set(route.channelId, { ctx: tenantCtx, channel: await recentChannels.get(route.channelId, () => tenantCtx.transaction((tx) => getChannel(tx, route.channelId))) })
  }
  return [...candidates.values()]
}

function sendAnswer(ctx: OpenContext, answers: WebhookAnswer[]): unknown {
  const reply = answers.find((answer) => answer.kind === 'reply')
  if (reply) return ctx.reply.status(reply.status).type('text/plain').send(reply.body)
  const wanted = answers.flatMap((answer) => (answer.kind === 'items' && answer.reply ? [answer.reply] : []))[0]
  return ctx.reply.status(200).type(wanted?.contentType ?? 'text/plain').send(wanted?.body ?? 'ok')
}

interface Recent<T> {
  get(key: string, read: () => Promise<T>): Promise<T>
  forget(key: string): void
  clear(): void
}

/** What was read a moment ago. Requests that miss together read once. */
function createRecent<T>(isWorthKeeping: (value: T) => boolean): Recent<T> {
  const known = new Map<string, { value: Promise<T>; readAtMs: number }>()
  return {
    get(key, read) {
      const found = known.get(key)
      if (found && Date.now() - found.readAtMs < freshMs) return found.value
      const entry = { value: read(), readAtMs: Date.now() }
      if (known.size >= mostKept) known.clear()
      known.set(key, entry)
      const drop = () => known.get(key) === entry && known.delete(key)
      entry.value.then((value) => isWorthKeeping(value) || drop(), drop)
      return entry.value
    },
    forget: (key) => void known.delete(key),
    clear: () => known.clear(),
  }
}

/** After new settings the old secrets must not be believed for another moment. */
export function forgetChannel(channelId: string): void {
  recentChannels.forget(channelId)
  recentRoutes.clear()
}

function readRequest(ctx: OpenContext): WebhookRequest {
  const { request } = ctx
  const flat = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]))
  return {
    method: request.method === 'GET' ? 'GET' : 'POST',
    headers: flat(request.headers),
    query: flat(request.query as Record<string, unknown>),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  }
}
