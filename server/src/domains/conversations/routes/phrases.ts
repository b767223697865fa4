import { z } from 'zod'
import { route } from '#platform/http/route'
import { timestamp } from '#platform/http/timestamp'
import { addCannedReply, cannedVariables, changeCannedReply, fillCannedReply, listCannedReplies, removeCannedReply } from '../canned-replies.ts'
import { addLabel, changeLabel, listLabels, removeLabel } from '../labels.ts'
import type { CannedReplyRow, LabelRow } from '../tables.ts'

const done = z.object({})
const labelParams = z.object({ labelId: z.uuid() })
const labelSchema = z.object({ labelId: z.string(), name: z.string(), colour: z.string() })
const labelName = z.string().trim().min(1, 'Nama label belum diisi').max(40)
const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'Warna belum benar')

const cannedReplyParams = z.object({ cannedReplyId: z.uuid() })
const cannedReplySchema = z.object({ cannedReplyId: z.string(), shortcut: z.string(), text: z.string(), updatedAt: timestamp })
const shortcut = z.string().trim().toLowerCase().regex(/^[\p{L}\p{N}_-]{1,40}$/u, 'Singkatan hanya huruf, angka, - dan _')
const replyText = z.string().trim().min(1, 'Isi balasan belum diisi').max(4_000)

const presentLabel = ({ id, name, colour }: LabelRow) => ({ labelId: id, name, colour })
const presentReply = ({ id, shortcut, text, updatedAt }: CannedReplyRow) => ({ cannedReplyId: id, shortcut, text, updatedAt })

/** What people answer and sort with: labels and canned replies. */
export const phraseRoutes = {
  listLabels: route({
    method: 'GET',
    path: '/api/labels',
    summary: 'Labels for conversations',
    permission: 'conversations.read',
    answer: z.object({ items: z.array(labelSchema) }),
    handle: async (ctx) => ({ items: (await ctx.transaction(listLabels)).map(presentLabel) }),
  }),
  addLabel: route({
    method: 'POST',
    path: '/api/labels',
    summary: 'Add a label',
    permission: 'conversations.write',
    body: z.strictObject({ name: labelName, colour: colour.default('#0F766E') }),
    status: 201,
    answer: labelSchema,
    handle: async (ctx, { body }) => presentLabel(await ctx.transaction((tx) => addLabel(tx, body))),
  }),
  changeLabel: route({
    method: 'PATCH',
    path: '/api/labels/:labelId',
    summary: 'Rename or recolour a label, also where it is in use',
    permission: 'conversations.write',
    params: labelParams,
    body: z.strictObject({ name: labelName.optional(), colour: colour.optional() }),
    answer: labelSchema,
    handle: async (ctx, { params, body }) => presentLabel(await ctx.transaction((tx) => changeLabel(tx, params.labelId, body))),
  }),
  removeLabel: route({
    method: 'DELETE',
    path: '/api/labels/:labelId',
    summary: 'Delete a label and take it off every conversation',
    permission: 'conversations.write',
    params: labelParams,
    answer: done,
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => removeLabel(tx, params.labelId))
      return {}
    },
  }),
  listCannedReplies: route({
    method: 'GET',
    path: '/api/canned-replies',
    summary: 'Canned replies, and the slots that they may have',
    permission: 'conversations.read',
    answer: z.object({ items: z.array(cannedReplySchema), variables: z.array(z.string()) }),
    handle: async (ctx) => ({ items: (await ctx.transaction(listCannedReplies)).map(presentReply), variables: [...cannedVariables] }),
  }),
  addCannedReply: route({
    method: 'POST',
    path: '/api/canned-replies',
    summary: 'Add a canned reply; slots are written as {{nama}} or {{nama|Kak}}',
    permission: 'conversations.write',
    body: z.strictObject({ shortcut, text: replyText }),
    status: 201,
    answer: cannedReplySchema,
    handle: async (ctx, { body }) => presentReply(await ctx.transaction((tx) => addCannedReply(tx, body))),
  }),
  changeCannedReply: route({
    method: 'PATCH',
    path: '/api/canned-replies/:cannedReplyId',
    summary: 'Change a canned reply',
    permission: 'conversations.write',
    params: cannedReplyParams,
    body: z.strictObject({ shortcut: shortcut.optional(), text: replyText.optional() }),
    answer: cannedReplySchema,
    handle: async (ctx, { params, body }) => presentReply(await ctx.transaction((tx) => changeCannedReply(tx, params.cannedReplyId, body))),
  }),
  removeCannedReply: route({
    method: 'DELETE',
    path: '/api/canned-replies/:cannedReplyId',
    summary: 'Delete a canned reply',
    permission: 'conversations.write',
    params: cannedReplyParams,
    answer: done,
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => removeCannedReply(tx, params.cannedReplyId))
      return {}
    },
  }),
  fillCannedReply: route({
    method: 'GET',
    path: '/api/canned-replies/:cannedReplyId/text',
    summary: 'A canned reply in the words for one conversation',
    permission: 'conversations.read',
    params: cannedReplyParams,
    query: z.object({ conversationId: z.uuid() }),
    answer: z.object({ text: z.string() }),
    handle: async (ctx, { params, query }) => ({ text: await ctx.transaction((tx) => fillCannedReply(tx, params.cannedReplyId, query.conversationId)) }),
  }),
}
