import { z } from 'zod'
import { rawRoute, route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { getChannelRow, listChannels, readIdentitySecret } from '../channel-accounts.ts'
import { checkChannel, connectChannel, removeChannel } from '../connecting.ts'
import { channelTypes } from '../channels/registry.ts'
import { listFailures } from '../inbound-failures.ts'
import { presentTemplate } from '../presenters.ts'
import { channelSchema, templateSchema } from '../schemas.ts'
import { listTemplates, syncTemplates } from '../templates.ts'
import { receiveWebhook } from '../webhooks.ts'

const channelParams = z.object({ channelId: z.uuid() })
// What each type needs differs; the type itself parses it strictly.
const channelSettings = z.record(z.string().max(60), z.union([z.string().max(4_000), z.number(), z.boolean(), z.array(z.string().max(500)).max(100)]))

export const channelRoutes = {
  listChannels: route({
    method: 'GET',
    path: '/api/channels',
    summary: 'Connected channels with their health',
    permission: 'channels.read',
    answer: z.object({ items: z.array(channelSchema), types: z.array(z.object({ type: z.string(), label: z.string(), hasTemplates: z.boolean() })) }),
    handle: async (ctx) => ({ items: await ctx.transaction(listChannels), types: channelTypes.map(({ type, label, limits }) => ({ type, label, hasTemplates: limits.hasTemplates })) }),
  }),
  connectChannel: route({
    method: 'POST',
    path: '/api/channels',
    summary: 'Connect a channel and try it',
    permission: 'channels.write',
    body: z.strictObject({ type: z.string().max(40), settings: channelSettings }),
    status: 201,
    answer: channelSchema,
    handle: (ctx, { body }) => connectChannel(ctx, body),
  }),
  reconnectChannel: route({
    method: 'PUT',
    path: '/api/channels/:channelId',
    summary: 'Replace the settings of a channel and try it again',
    permission: 'channels.write',
    params: channelParams,
    body: z.strictObject({ type: z.string().max(40), settings: channelSettings }),
    answer: channelSchema,
    handle: (ctx, { params, body }) => connectChannel(ctx, { ...body, ...params }),
  }),
  checkChannel: route({
    method: 'POST',
    path: '/api/channels/:channelId/check',
    summary: 'Try a channel now',
    permission: 'channels.write',
    params: channelParams,
    answer: channelSchema,
    handle: (ctx, { params }) => checkChannel(ctx, params.channelId),
  }),
  removeChannel: route({
    method: 'DELETE',
    path: '/api/channels/:channelId',
    summary: 'Disconnect a channel; its conversations stay',
    permission: 'channels.write',
    params: channelParams,
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await removeChannel(ctx, params.channelId)
      return {}
    },
  }),
  listTemplates: route({
    method: 'GET',
    path: '/api/channels/:channelId/templates',
    summary: 'Approved and waiting message templates of a channel',
    permission: 'conversations.read',
    params: channelParams,
    answer: z.object({ items: z.array(templateSchema) }),
    handle: (ctx, { params: { channelId } }) =>
      ctx.transaction(async (tx) => {
        await getChannelRow(tx, channelId)
        return { items: (await listTemplates(tx, channelId)).map(presentTemplate) }
      }),
  }),
  syncTemplates: route({
    method: 'POST',
    path: '/api/channels/:channelId/templates/sync',
    summary: 'Read the templates from the provider again',
    permission: 'channels.write',
    params: channelParams,
    answer: z.object({ count: z.number().int() }),
    handle: async (ctx, { params }) => ({ count: await syncTemplates(ctx, params.channelId) }),
  }),
  listInboundFailures: route({
    method: 'GET',
    path: '/api/channels/:channelId/failures',
    summary: 'What came in and could not be read, newest first',
    permission: 'channels.write',
    params: channelParams,
    answer: z.object({ items: z.array(z.object({ failureId: z.string(), reason: z.string(), body: z.string(), at: timestamp })) }),
    handle: (ctx, { params: { channelId } }) =>
      ctx.transaction(async (tx) => {
        await getChannelRow(tx, channelId)
        return { items: (await listFailures(tx, channelId)).map(({ id, reason, body, at }) => ({ failureId: id, reason, body, at })) }
      }),
  }),
  getIdentitySecret: route({
    method: 'GET',
    path: '/api/channels/:channelId/identity-secret',
    summary: 'The secret with which the shop’s own server signs the identities of its web chat visitors',
    permission: 'channels.write',
    params: channelParams,
    answer: z.object({ identitySecret: z.string() }),
    handle: (ctx, { params }) => ctx.transaction((tx) => readIdentitySecret(tx, params.channelId)),
  }),
  receiveWebhook: webhook('POST'),
  verifyWebhook: webhook('GET'),
}

function webhook(method: 'GET' | 'POST') {
  return rawRoute({
    method,
    path: '/hooks/:type/:key',
    summary: 'Webhook of a channel provider',
    access: { public: 'Providers prove themselves by a signature over the raw bytes' },
    bodyLimit: 4 * 1_048_576,
    rawBody: true,
    limitPerMinute: 100_000,
    params: z.object({ type: z.string().max(40), key: z.string().max(200) }),
    handle: (ctx, { params }) => receiveWebhook(ctx, params.type, params.key),
  })
}
