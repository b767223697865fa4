import { z } from 'zod'
import { openRoute, rawRoute } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { findVisitorConversation, listVisitorMessages, markVisitorRead, shopNameOf, storeForm } from '../visitor-chat.ts'
import { findWidget, recogniseVisitor, requireVisitor, visitorToken } from '../visitors.ts'
import { receiveQueued } from '../webhooks.ts'

/**
 * What the web chat widget calls. A visitor has no login: `POST visitors` gives a token that stands for one browser, or
 * for one customer of the shop whom the shop's own server vouches for (`user.identifierHash`, hex HMAC-SHA-256 of the
 * identifier under the widget's secret). Everything else takes that token. The widget
 *   1. opens (`pageOrigin`: origin of the page around the frame), shows greeting and, if asked for, the form;
 *   2. sends messages with a `clientId` of its own, so that a repeat is one message;
 *   3. listens at `live` once there is a conversation: each event means "read again"; without it, reads every few seconds;
 *   4. reads `messages` with the `cursor` of the last read, and drops message ids that it has.
 * Cookies are never needed, so every allowed site may call without credentials.
 */
const widgetParams = z.object({ widgetKey: z.string().max(60) })
const reason = 'Visitors of a shop page have no login; a signed visitor token stands for the browser'
const token = z.string().max(700)
const done = z.object({})

const visitorMessage = z.object({
  messageId: z.string(),
  /** Of the visitor's own message: to recognise it among those still being sent. */
  clientId: z.string().nullable(),
  from: z.enum(['visitor', 'shop']),
  text: z.string(),
  sentAt: timestamp,
  attachments: z.array(z.object({ attachmentId: z.string(), name: z.string(), mediaType: z.string(), bytes: z.number().nullable() })),
})

const widgetSchema = z.object({
  visitorToken: z.string(),
  isIdentified: z.boolean(),
  hasConversation: z.boolean(),
  shopName: z.string(),
  greeting: z.string(),
  colour: z.string(),
  position: z.string(),
  form: z.object({ fields: z.array(z.string()), isRequired: z.boolean(), consentText: z.string() }),
  longestText: z.number().int(),
})

export const webchatRoutes = {
  openWebchat: openRoute({
    method: 'POST',
    path: '/api/webchat/:widgetKey/visitors',
    summary: 'Start or continue as a visitor of the web chat',
    access: 'public',
    reason,
    limitPerMinute: 30,
    params: widgetParams,
    body: z.strictObject({
      visitorToken: token.optional(),
      pageOrigin: z.string().max(300).optional(),
      user: z
        .strictObject({ identifier: z.string().min(1).max(200), identifierHash: z.string().max(200), name: z.string().max(200).optional(), phone: z.string().max(40).optional() })
        .optional(),
    }),
    answer: widgetSchema,
    handle: async (ctx, { params, body }) => {
      const { channel, ctx: tenantCtx } = await findWidget(ctx, params.widgetKey, body.pageOrigin)
      const { visitorId, isIdentified } = recogniseVisitor(ctx, channel, body)
      const { config } = channel
      const found = await tenantCtx.transaction(async (tx) => {
        if (body.user && (body.user.name || body.user.phone)) await storeForm(tx, channel, visitorId, { ...body.user, hasConsented: false })
        return { shopName: await shopNameOf(tx), hasConversation: (await findVisitorConversation(tx, channel, visitorId)) !== undefined }
      })
      return {
        ...found,
        visitorToken: visitorToken(ctx, channel, visitorId),
        isIdentified,
        greeting: String(config['greeting'] ?? ''),
        colour: String(config['colour'] ?? ''),
        position: String(config['position'] ?? 'right'),
        form: {
          fields: Array.isArray(config['formFields']) ? config['formFields'].map(String) : [],
          isRequired: config['isFormRequired'] === true,
          consentText: String(config['consentText'] ?? ''),
        },
        longestText: 4_000,
      }
    },
  }),
  submitWebchatForm: openRoute({
    method: 'POST',
    path: '/api/webchat/:widgetKey/form',
    summary: 'What a visitor says about themselves before chatting; consent only when the box was ticked',
    access: 'public',
    reason,
    limitPerMinute: 10,
    params: widgetParams,
    body: z.strictObject({ visitorToken: token, name: z.string().trim().max(100).optional(), phone: z.string().trim().max(30).optional(), hasConsented: z.boolean().default(false) }),
    answer: done,
    handle: async (ctx, { params, body }) => {
      const { channel, ctx: tenantCtx } = await findWidget(ctx, params.widgetKey)
      const visitorId = requireVisitor(ctx, channel, body.visitorToken)
      await tenantCtx.transaction((tx) => storeForm(tx, channel, visitorId, body))
      return {}
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
    body: z.strictObject({ visitorToken: token, clientId: z.string().min(8).max(100), text: z.string().trim().min(1).max(4_000) }),
    status: 202,
    answer: done,
    handle: async (ctx, { params, body }) => {
      const { channel, ctx: tenantCtx } = await findWidget(ctx, params.widgetKey)
      const visitorId = requireVisitor(ctx, channel, body.visitorToken)
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
    summary: 'The visitor reads the conversation, oldest first; with `after`, what is new (ids may repeat)',
    access: 'public',
    reason,
    limitPerMinute: 300,
    params: widgetParams,
    query: z.object({ visitorToken: token, after: z.string().max(60).optional() }),
    answer: z.object({ items: z.array(visitorMessage), cursor: z.string() }),
    handle: async (ctx, { params, query }) => {
      const { channel, ctx: tenantCtx } = await findWidget(ctx, params.widgetKey)
      const visitorId = requireVisitor(ctx, channel, query.visitorToken)
      const { items, cursor } = await tenantCtx.transaction((tx) => listVisitorMessages(tx, channel, visitorId, query.after))
      return {
        cursor,
        items: items.map((row) => ({
          messageId: row.id,
          clientId: row.direction === 'inbound' ? (row.externalId?.slice(visitorId.length + 1) ?? null) : null,
          from: row.direction === 'inbound' ? ('visitor' as const) : ('shop' as const),
          text: row.text,
          sentAt: row.sentAt,
          attachments: row.attachments.map(({ id, name, mediaType, bytes }) => ({ attachmentId: id, name, mediaType, bytes })),
        })),
      }
    },
  }),
  readWebchatMessages: openRoute({
    method: 'POST',
    path: '/api/webchat/:widgetKey/read',
    summary: 'The visitor has seen what the shop wrote',
    access: 'public',
    reason,
    limitPerMinute: 60,
    params: widgetParams,
    body: z.strictObject({ visitorToken: token }),
    answer: done,
    handle: async (ctx, { params, body }) => {
      const { channel, ctx: tenantCtx } = await findWidget(ctx, params.widgetKey)
      const visitorId = requireVisitor(ctx, channel, body.visitorToken)
      await tenantCtx.transaction((tx) => markVisitorRead(tx, channel, visitorId))
      return {}
    },
  }),
  liveWebchat: rawRoute({
    method: 'GET',
    path: '/api/webchat/:widgetKey/live',
    summary: 'Server-sent events for a visitor: each says that there is something to read. 204 while there is no conversation',
    access: { public: reason },
    limitPerMinute: 60,
    params: widgetParams,
    query: z.object({ visitorToken: token }),
    handle: async (ctx, { params, query }) => {
      const { channel, ctx: tenantCtx } = await findWidget(ctx, params.widgetKey)
      const visitorId = requireVisitor(ctx, channel, query.visitorToken)
      const conversationId = await tenantCtx.transaction((tx) => findVisitorConversation(tx, channel, visitorId))
      if (!conversationId) return ctx.reply.status(204).send()
      const allowOrigin = ctx.reply.getHeader('access-control-allow-origin')
      if (typeof allowOrigin === 'string') ctx.reply.raw.setHeader('access-control-allow-origin', allowOrigin)
      const isOwn = (change: { topic: string; id?: string }) => (change.topic === 'conversation' && change.id === conversationId ? { changed: true } : undefined)
      ctx.live.attach(channel.businessId, ctx.request, ctx.reply, () => Promise.resolve(true), isOwn)
      return ctx.reply
    },
  }),
  preflightWebchat: rawRoute({
    method: 'OPTIONS',
    path: '/api/webchat/:widgetKey/:what',
    summary: 'CORS preflight of the web chat: allowed sites, no credentials',
    access: { public: reason },
    limitPerMinute: 120,
    params: z.object({ ...widgetParams.shape, what: z.string() }),
    handle: async (ctx, { params }) => {
      await findWidget(ctx, params.widgetKey)
      return ctx.reply.header('access-control-allow-methods', 'GET, POST').header('access-control-allow-headers', 'content-type').header('access-control-max-age', '600').status(204).send()
    },
  }),
}
