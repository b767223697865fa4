import { z } from 'zod'
import { sendSpreadsheet, spreadsheetForms } from '#platform/files/spreadsheet'
import { pageOf, pageQuery } from '#platform/http/paging'
import { rawRoute, route } from '#platform/http/route'
import { listAccounts } from './accounts.ts'
import { beginConnection, finishConnection, removeAccount, setPushesStock } from './connecting.ts'
import { linkListing, listListings, sendPrice } from './listings.ts'
import { listPlaces } from './places.ts'
import { receivePush } from './pushes.ts'
import { getMarketplaceType } from './registry.ts'
import { planRun } from './runs.ts'
import { accountParams, accountSchema, listingParams, listingSchema, placesSchema, presentListing, typeSchema } from './schemas.ts'
import { getAccountRow } from './store.ts'
import { uploadSheet } from './upload-sheet.ts'

export const marketplaceRoutes = {
  listMarketplaces: route({
    method: 'GET',
    path: '/api/marketplaces',
    summary: 'Connected shops on marketplaces, and what each marketplace asks for',
    permission: 'channels.read',
    answer: z.object({ items: z.array(accountSchema), types: z.array(typeSchema) }),
    handle: (ctx) => ctx.transaction(listAccounts),
  }),
  beginMarketplace: route({
    method: 'POST',
    path: '/api/marketplaces',
    summary: 'Store what the owner copied from the marketplace, and say where consent is given',
    permission: 'channels.write',
    body: z.strictObject({ type: z.string().max(40), accountId: z.uuid().optional(), settings: z.record(z.string().max(40), z.string().max(500)).default({}) }),
    answer: z.object({ accountId: z.string(), consentUrl: z.string(), returnUrl: z.string() }),
    handle: (ctx, { body }) => ctx.transaction((tx) => beginConnection(tx, body)),
  }),
  finishMarketplace: route({
    method: 'POST',
    path: '/api/marketplaces/:accountId/consent',
    summary: 'Turn what the marketplace sent back with the owner into a connection',
    permission: 'channels.write',
    limitPerMinute: 20,
    params: accountParams,
    body: z.strictObject({ state: z.string().max(100), answer: z.record(z.string().max(60), z.string().max(2_000)).default({}) }),
    answer: accountSchema,
    handle: (ctx, { params, body }) => finishConnection(ctx, params.accountId, body),
  }),
  changeMarketplace: route({
    method: 'PATCH',
    path: '/api/marketplaces/:accountId',
    summary: 'Turn telling the stock to this shop on or off',
    permission: 'channels.write',
    params: accountParams,
    body: z.strictObject({ pushesStock: z.boolean() }),
    answer: accountSchema,
    handle: (ctx, { params, body }) => ctx.transaction((tx) => setPushesStock(tx, params.accountId, body.pushesStock)),
  }),
  refreshMarketplace: route({
    method: 'POST',
    path: '/api/marketplaces/:accountId/refresh',
    summary: 'Read orders and listings of this shop now',
    permission: 'channels.write',
    limitPerMinute: 10,
    params: accountParams,
    answer: z.object({}),
    handle: (ctx, { params: { accountId } }) =>
      ctx.transaction(async (tx) => {
        await getAccountRow(tx, accountId)
        await planRun(tx, 'sync-marketplace-orders', accountId)
        await planRun(tx, 'read-marketplace-listings', accountId)
        return {}
      }),
  }),
  removeMarketplace: route({
    method: 'DELETE',
    path: '/api/marketplaces/:accountId',
    summary: 'Disconnect a shop; its orders stay',
    permission: 'channels.write',
    params: accountParams,
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await ctx.transaction((tx) => removeAccount(tx, params.accountId))
      return {}
    },
  }),
  listMarketplaceListings: route({
    method: 'GET',
    path: '/api/marketplace-listings',
    summary: 'What the shops list: all, not linked, different from the catalogue, or not saved',
    permission: 'catalog.read',
    query: pageQuery.extend({ filter: z.enum(['all', 'unlinked', 'different', 'failed']).default('all'), accountId: z.uuid().optional() }),
    answer: pageOf(listingSchema),
    handle: async (ctx, { query }) => {
      const { items, nextCursor } = await ctx.transaction((tx) => listListings(tx, query))
      return { items: items.map(presentListing), nextCursor }
    },
  }),
  linkMarketplaceListing: route({
    method: 'PUT',
    path: '/api/marketplace-listings/:listingId/variant',
    summary: 'Say which of the shop’s goods a listing is, or that it is none',
    permission: 'catalog.write',
    params: listingParams,
    body: z.strictObject({ variantId: z.uuid().nullable() }),
    answer: z.object({}),
    handle: async (ctx, { params, body }) => {
      await ctx.transaction((tx) => linkListing(tx, params.listingId, body.variantId))
      return {}
    },
  }),
  sendMarketplacePrice: route({
    method: 'POST',
    path: '/api/marketplace-listings/:listingId/price',
    summary: 'Set the marketplace’s price to the catalogue’s',
    permission: 'catalog.write',
    limitPerMinute: 120,
    params: listingParams,
    answer: z.object({}),
    handle: async (ctx, { params }) => {
      await sendPrice(ctx, params.listingId)
      return {}
    },
  }),
  listStockPlaces: route({
    method: 'GET',
    path: '/api/variants/:variantId/marketplaces',
    summary: 'Where a variant is listed, and which shops already say its stock',
    permission: 'catalog.read',
    params: z.object({ variantId: z.uuid() }),
    answer: placesSchema,
    handle: (ctx, { params }) => ctx.transaction((tx) => listPlaces(tx, params.variantId)),
  }),
  getUploadSheet: rawRoute({
    method: 'GET',
    path: '/api/marketplaces/upload-sheet',
    summary: 'Prices and stock in the columns of a marketplace (`type=shopee|tiktok|lazada`, `form=csv|xlsx`), safe against formulas',
    access: { permission: 'catalog.read' },
    limitPerMinute: 10,
    async handle(ctx) {
      if (!ctx.tenant) return
      const { type, form } = z.object({ type: z.string().max(40).default('shopee'), form: z.enum(spreadsheetForms).default('csv') }).parse(ctx.request.query)
      return sendSpreadsheet(ctx.reply, form, uploadSheet(ctx.tenant, getMarketplaceType(type)))
    },
  }),
  receiveMarketplacePush: rawRoute({
    method: 'POST',
    path: '/hooks/marketplaces/:type/:key',
    summary: 'News of a marketplace, proved on its raw bytes and then asked back',
    access: { public: 'Marketplaces have no login: the address and the signature prove them' },
    rawBody: true,
    limitPerMinute: 1_200,
    handle: async (ctx) => {
      const { type, key } = z.object({ type: z.string(), key: z.string() }).parse(ctx.request.params)
      await receivePush(ctx, type, key)
      // Shopee wants an empty body.
      return ctx.reply.status(200).send('')
    },
  }),
}
