import { z } from 'zod'
import { rawRoute } from '#platform/http/route'
import { getAttachment, listAttachments } from '../attachments.ts'
import { getChannel, typeOf } from '../channel-accounts.ts'
import { getConversation } from '../conversations.ts'
import { filesNotSent } from '../errors.ts'
import { sendMessage } from '../messages.ts'
import { presentMessage } from '../presenters.ts'
import { messageSchema } from '../schemas.ts'
import { sendFile } from '../serving-files.ts'
import { receiveUpload } from '../uploads.ts'

const uploadFields = z.strictObject({
  text: z.string().trim().max(20_000).default(''),
  clientId: z.string().min(8).max(100).optional(),
  seenMessageId: z.uuid().optional(),
})

export const fileRoutes = {
  getAttachment: rawRoute({
    method: 'GET',
    path: '/api/attachments/:attachmentId',
    summary: 'The bytes of an attachment: pictures, sound and video in place, everything else as a download',
    access: { permission: 'conversations.read' },
    params: z.object({ attachmentId: z.uuid() }),
    handle: async ({ tenant: ctx, request, reply }, { params }) => {
      const row = await ctx.transaction((tx) => getAttachment(tx, params.attachmentId))
      return sendFile(ctx, row, request, reply)
    },
  }),
  sendFile: rawRoute({
    method: 'POST',
    path: '/api/conversations/:conversationId/files',
    summary: 'Send a file to the customer: multipart form with `file`, and `text`, `clientId`, `seenMessageId` as needed',
    access: { permission: 'conversations.write' },
    bodyLimit: 26 * 1_048_576,
    limitPerMinute: 60,
    params: z.object({ conversationId: z.uuid() }),
    handle: async ({ tenant: ctx, request, reply }, { params: { conversationId } }) => {
      const channel = await ctx.transaction(async (tx) => getChannel(tx, (await getConversation(tx, conversationId)).channelId))
      const { label, limits } = typeOf(channel)
      if (limits.maxAttachmentBytes === 0) throw filesNotSent(label)
      const { file, fields } = await receiveUpload(ctx, request, limits.maxAttachmentBytes)
      try {
        const input = uploadFields.parse(fields)
        const message = await ctx.transaction(async (tx) => {
          const sent = await sendMessage(tx, { conversationId, ...input, file })
          return { ...sent, attachments: await listAttachments(tx, sent.id) }
        })
        // The same upload again (F35): the first one counts, this copy is not needed.
        if (!message.attachments.some((one) => one.fileKey === file.fileKey)) await ctx.files.remove(ctx.businessId, file.fileKey)
        return reply.status(201).send(messageSchema.parse(presentMessage(message)))
      } catch (error) {
        await ctx.files.remove(ctx.businessId, file.fileKey)
        throw error
      }
    },
  }),
}
