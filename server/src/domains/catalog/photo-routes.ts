import { z } from 'zod'
import { notFound } from '#platform/errors'
import { mostPhotoBytes, readPhoto, shrinkPhoto } from '#platform/files/photo'
import { protect } from '#platform/http/protect'
import { rawRoute, route } from '#platform/http/route'
import { findPhoto, setPhoto } from './photos.ts'

const productParams = z.object({ productId: z.uuid() })

export const photoRoutes = {
  setProductPhoto: rawRoute({
    method: 'POST',
    path: '/api/products/:productId/photo',
    summary: 'Give a product a photo, in place of the one it has: multipart form with `file`',
    access: { permission: 'catalog.write' },
    bodyLimit: mostPhotoBytes + 65_536,
    limitPerMinute: 60,
    params: productParams,
    handle: async ({ tenant: ctx, request, reply }, { params: { productId } }) => {
      await ctx.transaction((tx) => findPhoto(tx, productId))
      const file = await ctx.files.put(ctx.businessId, await readPhoto(request))
      const before = await ctx.transaction((tx) => setPhoto(tx, productId, file.key))
      if (before) await ctx.files.remove(ctx.businessId, before)
      return reply.status(201).send({ photoKey: file.key })
    },
  }),
  removeProductPhoto: route({
    method: 'DELETE',
    path: '/api/products/:productId/photo',
    summary: 'Remove the photo of a product',
    permission: 'catalog.write',
    params: productParams,
    answer: z.object({}),
    handle: async (ctx, { params: { productId } }) => {
      const before = await ctx.transaction((tx) => setPhoto(tx, productId, null))
      if (before) await ctx.files.remove(ctx.businessId, before)
      return {}
    },
  }),
  getProductPhoto: rawRoute({
    method: 'GET',
    path: '/api/products/:productId/photo',
    summary: 'The photo of a product; `size=small` as lists show it',
    access: { permission: 'catalog.read' },
    params: productParams,
    query: z.object({ size: z.enum(['small', 'full']).default('full'), version: z.string().max(100).optional() }),
    handle: async ({ tenant: ctx, reply }, { params: { productId }, query }) => {
      const photoKey = await ctx.transaction((tx) => findPhoto(tx, productId))
      if (!photoKey) throw notFound('Foto')
      const content = await ctx.files.open(ctx.businessId, photoKey)
      // Another photo has another key, and the key stands in the address.
      protect(reply).header('cache-control', query.version === photoKey ? 'private, max-age=31536000, immutable' : 'private, no-store').type('image/jpeg')
      return reply.send(query.size === 'small' ? await shrinkPhoto(content) : content)
    },
  }),
}
