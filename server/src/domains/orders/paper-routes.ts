import { z } from 'zod'
import type { FastifyReply } from 'fastify'
import { toBuffer } from 'qrcode'
import type { Context } from '#platform/context'
import { notFound } from '#platform/errors'
import { protect } from '#platform/http/protect'
import { mostPhotoBytes, readPhoto } from '#platform/files/photo'
import { rawRoute, route } from '#platform/http/route'
import { getPayment } from './money.ts'
import { readBill, type Bill } from './papers/bill.ts'
import { invoicePdf } from './papers/invoice-pdf.ts'
import { labelPdf } from './papers/label-pdf.ts'
import { chatReceipt, thermalReceipt } from './papers/receipt-text.ts'
import { orderParams, presentStage, stageSchema } from './schemas.ts'
import { getStage, setStagePhoto } from './stages.ts'

const stageParams = z.object({ stageId: z.uuid() })

export const paperRoutes = {
  getReceipt: route({
    method: 'GET',
    path: '/api/orders/:orderId/receipt',
    summary: 'The receipt as text: for a chat, and for a 58 mm printer',
    permission: 'orders.read',
    params: orderParams,
    answer: z.object({ chat: z.string(), thermal: z.string() }),
    handle: async (ctx, { params }) => {
      const bill = await ctx.transaction((tx) => readBill(tx, params.orderId))
      return { chat: chatReceipt(bill), thermal: thermalReceipt(bill) }
    },
  }),
  getInvoicePdf: rawRoute({
    method: 'GET',
    path: '/api/orders/:orderId/invoice.pdf',
    summary: 'The invoice as PDF',
    access: { permission: 'orders.read' },
    limitPerMinute: 120,
    params: orderParams,
    handle: ({ tenant, reply }, { params }) => sendPdf(tenant, reply, { orderId: params.orderId, name: 'nota', draw: invoicePdf }),
  }),
  getLabelPdf: rawRoute({
    method: 'GET',
    path: '/api/orders/:orderId/label.pdf',
    summary: 'The shipping label as PDF, 100 × 150 mm',
    access: { permission: 'orders.read' },
    limitPerMinute: 120,
    params: orderParams,
    handle: ({ tenant, reply }, { params }) => sendPdf(tenant, reply, { orderId: params.orderId, name: 'label', draw: labelPdf }),
  }),
  getPaymentQr: rawRoute({
    method: 'GET',
    path: '/api/payments/:paymentId/qr.png',
    summary: 'The QRIS code of a payment as a picture',
    access: { permission: 'orders.read' },
    params: z.object({ paymentId: z.uuid() }),
    handle: async ({ tenant: ctx, reply }, { params }) => {
      const { details } = await ctx.transaction((tx) => getPayment(tx, params.paymentId))
      if (!details.qris) throw notFound('Kode QRIS')
      return protect(reply).header('cache-control', 'private, no-store').type('image/png').send(await toBuffer(details.qris, { errorCorrectionLevel: 'M', margin: 4, width: 512 }))
    },
  }),
  addStagePhoto: rawRoute({
    method: 'POST',
    path: '/api/order-stages/:stageId/photo',
    summary: 'Add a photo to a step of work: multipart form with `file`',
    access: { permission: 'orders.write' },
    bodyLimit: mostPhotoBytes + 65_536,
    limitPerMinute: 60,
    params: stageParams,
    handle: async ({ tenant: ctx, request, reply }, { params: { stageId } }) => {
      await ctx.transaction((tx) => getStage(tx, stageId))
      const file = await ctx.files.put(ctx.businessId, await readPhoto(request))
      const before = await ctx.transaction((tx) => setStagePhoto(tx, stageId, file.key))
      if (before.photoKey) await ctx.files.remove(ctx.businessId, before.photoKey)
      return reply.status(201).send(stageSchema.parse(presentStage({ ...before, photoKey: file.key })))
    },
  }),
  getStagePhoto: rawRoute({
    method: 'GET',
    path: '/api/order-stages/:stageId/photo',
    summary: 'The photo of a step of work',
    access: { permission: 'orders.read' },
    params: stageParams,
    handle: async ({ tenant: ctx, reply }, { params }) => {
      const { photoKey } = await ctx.transaction((tx) => getStage(tx, params.stageId))
      if (!photoKey) throw notFound('Foto')
      return protect(reply).header('cache-control', 'private, no-store').type('image/jpeg').send(await ctx.files.open(ctx.businessId, photoKey))
    },
  }),
}

async function sendPdf(ctx: Context, reply: FastifyReply, paper: { orderId: string; name: string; draw: (bill: Bill) => Promise<Buffer> }): Promise<unknown> {
  const { orderId, name, draw } = paper
  const bill = await ctx.transaction((tx) => readBill(tx, orderId))
  return protect(reply).header('cache-control', 'private, no-store').type('application/pdf').header('content-disposition', `inline; filename="${name}-${bill.order.number.replace(/[^\w-]/g, '')}.pdf"`).send(await draw(bill))
}
