import { z } from 'zod'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import * as conversations from '../conversations.ts'
import { resendMessage, sendMessage } from '../messages.ts'
import { addNote } from '../own-messages.ts'
import { presentConversation, presentMessage } from '../presenters.ts'
import { conversationQuery, conversationSchema, messageInput, messageSchema } from '../schemas.ts'

const conversationParams = z.object({ conversationId: z.uuid() })
const messageParams = z.object({ messageId: z.uuid() })
const done = z.object({})
const labelNames = z.array(z.string().trim().min(1).max(40)).max(20).default([])

export const inboxRoutes = {
  listConversations: route({
    method: 'GET',
    path: '/api/conversations',
    summary: 'Conversations by last message',
    permission: 'conversations.read',
    query: conversationQuery,
    answer: pageOf(conversationSchema),
    handle: async (ctx, { query }) => {
      const { items, nextCursor } = await ctx.transaction((tx) => conversations.listConversations(tx, query))
      return { items: items.map(presentConversation), nextCursor }
    },
  }),
  getConversation: route({
    method: 'GET',
    path: '/api/conversations/:conversationId',
    summary: 'One conversation',
    permission: 'conversations.read',
    params: conversationParams,
    answer: conversationSchema,
    handle: async (ctx, { params }) => presentConversation(await ctx.transaction((tx) => conversations.getConversation(tx, params.conversationId))),
  }),
  listMessages: route({
    method: 'GET',
    path: '/api/conversations/:conversationId/messages',
    summary: 'Messages of a conversation, newest first',
    permission: 'conversations.read',
    params: conversationParams,
    query: pageQuery,
    answer: pageOf(messageSchema),
    handle: async (ctx, { params, query }) => {
      const { items, nextCursor } = await ctx.transaction(async (tx) => {
        await conversations.getConversation(tx, params.conversationId)
        return conversations.listMessages(tx, params.conversationId, query)
      })
      return { items: items.map(presentMessage), nextCursor }
    },
  }),
  sendMessage: route({
    method: 'POST',
    path: '/api/conversations/:conversationId/messages',
    summary: 'Write to the customer; the assistant is silent from then on',
    permission: 'conversations.write',
    params: conversationParams,
    body: messageInput,
    status: 201,
    answer: messageSchema,
    handle: async (ctx, { params, body }) => presentMessage(await ctx.transaction((tx) => sendMessage(tx, { ...params, ...body }))),
  }),
  resendMessage: route({
    method: 'POST',
    path: '/api/messages/:messageId/resend',
    summary: 'Try a failed or uncertain message again, as a new attempt',
    permission: 'conversations.write',
    params: messageParams,
    status: 201,
    answer: messageSchema,
    handle: async (ctx, { params }) => presentMessage(await ctx.transaction((tx) => resendMessage(tx, params.messageId))),
  }),
  addNote: route({
    method: 'POST',
    path: '/api/conversations/:conversationId/notes',
    summary: 'Add a note that the customer never sees',
    permission: 'conversations.write',
    params: conversationParams,
    body: z.strictObject({ text: z.string().trim().min(1).max(5_000), clientId: z.string().min(8).max(100).optional() }),
    status: 201,
    answer: messageSchema,
    handle: async (ctx, { params, body }) => presentMessage(await ctx.transaction((tx) => addNote(tx, params.conversationId, body.text, body.clientId))),
  }),
  takeOverConversation: action('takeover', 'Take a conversation over from the assistant', conversations.takeOver),
  handBackConversation: action('handback', 'Give a conversation back to the assistant', conversations.handBack),
  markConversationRead: action('read', 'Mark a conversation as read', conversations.markRead),
  setConversationStatus: route({
    method: 'PUT',
    path: '/api/conversations/:conversationId/status',
    summary: 'Open, wait or close a conversation',
    permission: 'conversations.write',
    params: conversationParams,
    body: z.strictObject({ status: z.enum(['open', 'waiting', 'closed']) }),
    answer: done,
    handle: async (ctx, { params, body }) => {
      await ctx.transaction((tx) => conversations.setStatus(tx, params.conversationId, body.status))
      return {}
    },
  }),
  assignConversation: route({
    method: 'PUT',
    path: '/api/conversations/:conversationId/assignment',
    summary: 'Assign a conversation to a member, or to nobody',
    permission: 'conversations.write',
    params: conversationParams,
    body: z.strictObject({ memberId: z.uuid().nullable() }),
    answer: done,
    handle: async (ctx, { params, body }) => {
      await ctx.transaction((tx) => conversations.assign(tx, params.conversationId, body.memberId))
      return {}
    },
  }),
  labelConversation: route({
    method: 'PATCH',
    path: '/api/conversations/:conversationId/labels',
    summary: 'Put labels on a conversation and take others off; the rest stay',
    permission: 'conversations.write',
    params: conversationParams,
    body: z.strictObject({ add: labelNames, remove: labelNames }),
    answer: done,
    handle: async (ctx, { params, body }) => {
      await ctx.transaction((tx) => conversations.changeLabels(tx, params.conversationId, body))
      return {}
    },
  }),
}

function action(verb: string, summary: string, perform: (tx: Parameters<typeof conversations.takeOver>[0], conversationId: string) => Promise<void>) {
  return route({
    method: 'POST',
    path: `/api/conversations/:conversationId/${verb}`,
    summary,
    permission: 'conversations.write',
    params: conversationParams,
    answer: done,
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => perform(tx, params.conversationId))
      return {}
    },
  })
}
