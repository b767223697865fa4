import { randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '#platform/errors'
import { openRoute, type OpenContext } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { tenant } from '#platform/database/tenant'
import { findChannelRoute, getChannel } from '../channel-accounts.ts'
import { channelNotFound } from '../errors.ts'
import type { Tables } from '../tables.ts'
import { receiveQueued } from '../webhooks.ts'

const widgetParams = z.object({ widgetKey: z.string().max(60) })
const reason = 'Visitors of a shop page have no login; a signed visitor token stands for the browser'
const visitorMessage = z.object({ messageId: z.string(), from: z.enum(['visitor', 'shop']), text: z.string(), sentAt: timestamp })

export const webchatRoutes = {
  openWebchat: openRoute({
    method: 'POST',
    path: '/api/webchat/:widgetKey/visitors',
    summary: 'Start or continue as a visitor of the web chat',
    access: 'public',
    reason,
    limitPerMinute: 30,
    params: widgetParams,
    body: z.strictObject({ visitorToken: z.string().max(300).optional() }),
    answer: z.object({ visitorToken: z.string(), greeting: z.string(), colour: z.string(), position: z.string(), shopName: z.string() }),
    handle: async (ctx, { params, body }) => {
      const { channel, tenantCtx } = await findWidget(ctx, params.widgetKey)
      const known = body.visitorToken && readVisitor(ctx, channel.channelId, body.visitorToken)
      const visitorId = known || randomUUID()
      const { rows } = { rows: await tenantCtx.transaction((tx) => tenant<Tables & { businesses: { businessId: string; id: string; name: string } }>(tx).db.selectFrom('businesses').select('name').where('id', '=', tx.businessId).execute()) }
      return {
        visitorToken: signVisitor(ctx, channel.channelId, visitorId),
        greeting: String(channel.config['greeting'] ?? ''),
        colour: String(channel.config['colour'] ?? ''),
        position: String(channel.config['position'] ?? 'right'),
        shopName: rows[0]?.name ?? '',
      }
    },
  }),
  sendWebchatMessage: openRoute({
    method: 'POST',
    path: '/api/webchat/:widgetKey/messages',
    summary: 'A visitor writes to the shop',
    access: 'public',
    reason,
    limitPerMinute: 60,
    params: widgetParams,
    body: z.strictObject({ visitorToken: z.string().max(300), clientId: z.string().min(8).max(100), text: z.string().trim().min(1).max(4_000) }),
    status: 202,
    answer: z.object({}),
    handle: async (ctx, { params, body }) => {
      const { channel, tenantCtx } = await findWidget(ctx, params.widgetKey)
      const visitorId = requireVisitor(ctx, channel.channelId, body.visitorToken)
      await receiveQueued(tenantCtx, channel, [
        {
          type: 'message',
          externalId: `${visitorId}:${body.clientId}`,
          threadId: visitorId,
          customer: { externalId: visitorId },
          sentAt: ctx.now(),
          kind: 'text',
          text: body.text,
          content: {},
          attachments: [],
          wantsAnswer: true,
        },
      ])
      return {}
    },
  }),
  listWebchatMessages: openRoute({
    method: 'GET',
    path: '/api/webchat/:widgetKey/messages',
    summary: 'The visitor reads the conversation, oldest first',
    access: 'public',
    reason,
    limitPerMinute: 300,
    params: widgetParams,
    query: z.object({ visitorToken: z.string().max(300), after: z.string().max(60).optional() }),
    answer: z.object({ items: z.array(visitorMessage) }),
    handle: async (ctx, { params, query }) => {
      const { channel, tenantCtx } = await findWidget(ctx, params.widgetKey)
      const visitorId = requireVisitor(ctx, channel.channelId, query.visitorToken)
      const rows = await tenantCtx.transaction((tx) => {
        let messages = tenant<Tables>(tx)
          .select('messages')
          .innerJoin('conversations', (join) => join.onRef('conversations.businessId', '=', 'messages.businessId').onRef('conversations.id', '=', 'messages.conversationId'))
          .select(['messages.id', 'messages.direction', 'messages.text', 'messages.sentAt'])
          .where('conversations.channelId', '=', channel.channelId)
          .where('conversations.externalId', '=', visitorId)
          .where('messages.direction', 'in', ['inbound', 'outbound'])
          .where((where) => where.or([where('messages.delivery', 'is', null), where('messages.delivery', 'not in', ['planned', 'cancelled'])]))
        if (query.after) messages = messages.where('messages.id', '>', query.after)
        return messages.orderBy('messages.sentAt').orderBy('messages.id').limit(200).execute()
      })
      return { items: rows.map((row) => ({ messageId: row.id, from: row.direction === 'inbound' ? ('visitor' as const) : ('shop' as const), text: row.text, sentAt: row.sentAt })) }
    },
  }),
}

async function findWidget(ctx: OpenContext, widgetKey: string) {
  const route = await findChannelRoute(ctx, `webchat:${widgetKey}`)
  if (!route) throw channelNotFound()
  const tenantCtx = ctx.forBusiness(route.businessId, { kind: 'system' }, ctx.request.id)
  return { tenantCtx, channel: await tenantCtx.transaction((tx) => getChannel(tx, route.channelId)) }
}

function signVisitor(ctx: OpenContext, channelId: string, visitorId: string): string {
  return `${visitorId}.${ctx.secrets.sign('webchat-visitor', `${channelId}:${visitorId}`)}`
}

function readVisitor(ctx: OpenContext, channelId: string, token: string): string | undefined {
  const visitorId = token.split('.')[0] ?? ''
  const expected = Buffer.from(signVisitor(ctx, channelId, visitorId))
  const given = Buffer.from(token)
  return expected.length === given.length && timingSafeEqual(expected, given) ? visitorId : undefined
}

function requireVisitor(ctx: OpenContext, channelId: string, token: string): string {
  const visitorId = readVisitor(ctx, channelId, token)
  if (!visitorId) throw new AppError({ code: 'conversations.unknown_visitor', status: 401, message: 'Chat ini sudah berakhir. Muat ulang halaman untuk mulai lagi.' })
  return visitorId
}
