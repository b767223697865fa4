import { z } from 'zod'
import type { Actor } from '#platform/context'
import { pageOf, pageQuery } from '#platform/http/paging'
import { route } from '#platform/http/route'
import { isAllowed } from '#domains/businesses'
import { addProduct, setProductDeleted, updateProduct } from './products.ts'
import { productInput, productSchema } from './schemas.ts'
import { getProductWithVariants, listProducts, type Product } from './store.ts'

const productParams = z.object({ productId: z.uuid() })

export const routes = {
  listProducts: route({
    method: 'GET',
    path: '/api/products',
    summary: 'Products on sale with their variants and stock',
    permission: 'catalog.read',
    query: pageQuery.extend({ search: z.string().max(100).optional() }),
    answer: pageOf(productSchema),
    handle: async (ctx, { query }) => {
      const { items, nextCursor } = await ctx.transaction((tx) => listProducts(tx, query))
      return { items: items.map((product) => shownTo(ctx.actor, product)), nextCursor }
    },
  }),
  getProduct: route({
    method: 'GET',
    path: '/api/products/:productId',
    summary: 'One product',
    permission: 'catalog.read',
    params: productParams,
    answer: productSchema,
    handle: async (ctx, { params }) => shownTo(ctx.actor, await ctx.transaction((tx) => getProductWithVariants(tx, params.productId))),
  }),
  addProduct: route({
    method: 'POST',
    path: '/api/products',
    summary: 'Add a product with its variants',
    permission: 'catalog.write',
    body: productInput,
    status: 201,
    answer: productSchema,
    handle: (ctx, { body }) => ctx.transaction((tx) => addProduct(tx, body)),
  }),
  updateProduct: route({
    method: 'PUT',
    path: '/api/products/:productId',
    summary: 'Replace a product and its variants; what is left out of a variant stays. If-Match carries the `updatedAt` that was edited',
    permission: 'catalog.write',
    params: productParams,
    body: productInput,
    answer: productSchema,
    handle: (ctx, { params, body, ifMatch }) => ctx.transaction((tx) => updateProduct(tx, params.productId, body, ifMatch === undefined ? undefined : new Date(ifMatch.replaceAll('"', '')))),
  }),
  deleteProduct: route({
    method: 'DELETE',
    path: '/api/products/:productId',
    summary: 'Take a product off sale; can be undone',
    permission: 'catalog.write',
    params: productParams,
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => setProductDeleted(tx, params.productId, true))
      return {}
    },
  }),
  restoreProduct: route({
    method: 'POST',
    path: '/api/products/:productId/restore',
    summary: 'Put a product back on sale',
    permission: 'catalog.write',
    params: productParams,
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => setProductDeleted(tx, params.productId, false))
      return {}
    },
  }),
}

/** What goods cost the shop is for those who set prices or read its figures. */
function shownTo(actor: Actor, product: Product): Product {
  if (isAllowed(actor, 'catalog.write') || isAllowed(actor, 'figures.read')) return product
  return { ...product, variants: product.variants.map((variant) => ({ ...variant, cost: null })) }
}
