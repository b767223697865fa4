import { z } from 'zod'
import { rawRoute } from '#platform/http/route'
import { sendFile } from '../serving-files.ts'
import { receiveUpload } from '../uploads.ts'
import { findVisitorFile } from '../visitor-chat.ts'
import { findWidget, requireVisitor } from '../visitors.ts'
import { receiveQueued } from '../webhooks.ts'

const widgetParams = z.object({ widgetKey: z.string().max(60) })
const reason = 'Visitors of a shop page have no login; a signed visitor token stands for the browser'
const token = z.string().max(700)
const uploadFields = z.strictObject({ clientId: z.string().min(8).max(100), text: z.string().trim().max(1_000).default('') })
/** Enough for a photographed receipt; visitors are anonymous. */
const mostBytes = 8 * 1_048_576

export const webchatFileRoutes = {
  sendWebchatFile: rawRoute({
    method: 'POST',
    path: '/api/webchat/:widgetKey/files',
    summary: 'A visitor sends a picture or document: `visitorToken` in the query; multipart form with `file`, `clientId` and `text`',
    access: { public: reason },
    bodyLimit: mostBytes + 1_048_576,
    limitPerMinute: 10,
    params: widgetParams,
    query: z.object({ visitorToken: token }),
    handle: async (ctx, { params, query }) => {
      const { channel, ctx: tenantCtx } = await findWidget(ctx, params.widgetKey)
      // Before the first byte of the file is taken in.
      const visitorId = requireVisitor(ctx, channel, query.visitorToken)
      const { file, fields } = await receiveUpload(tenantCtx, ctx.request, mostBytes)
      try {
        const { clientId, text } = uploadFields.parse(fields)
        await receiveQueued(tenantCtx, channel, [
          {
            type: 'message',
            externalId: `${visitorId}:${clientId}`,
            threadId: visitorId,
            customer: { externalId: visitorId },
            sentAt: ctx.now(),
            kind: file.mediaType.startsWith('image/') ? 'image' : 'document',
            text,
            content: {},
            attachments: [{ name: file.name, mediaType: file.mediaType, bytes: file.bytes, source: {}, storedKey: file.fileKey }],
            wantsAnswer: true,
          },
        ])
      } catch (error) {
        await tenantCtx.files.remove(tenantCtx.businessId, file.fileKey)
        throw error
      }
      return ctx.reply.status(202).send({})
    },
  }),
  getWebchatFile: rawRoute({
    method: 'GET',
    path: '/api/webchat/:widgetKey/files',
    summary: 'A file of the visitor’s own conversation: `visitorToken` and `attachmentId` in the query',
    access: { public: reason },
    params: widgetParams,
    query: z.object({ visitorToken: token, attachmentId: z.uuid() }),
    handle: async (ctx, { params, query }) => {
      const { channel, ctx: tenantCtx } = await findWidget(ctx, params.widgetKey)
      const visitorId = requireVisitor(ctx, channel, query.visitorToken)
      const file = await tenantCtx.transaction((tx) => findVisitorFile(tx, channel, visitorId, query.attachmentId))
      return sendFile(tenantCtx, file, ctx.request, ctx.reply)
    },
  }),
}
