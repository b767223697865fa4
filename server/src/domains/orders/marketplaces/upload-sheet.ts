import type { Context } from '#platform/context'
import type { CellValue, Rows } from '#platform/files/spreadsheet'
import { listProducts, readOffered } from '#domains/catalog'
import type { ListingKey, MarketplaceType } from './marketplace.ts'
import { rows } from './store.ts'

const pageSize = 200

/** The shop's goods in the columns of a marketplace's sheet for prices and stock; its ids stand where a connection told them. */
export function uploadSheet(ctx: Context, type: MarketplaceType): { name: string; headings: string[]; rows: Rows } {
  return { name: `stok-harga-${type.type}`, headings: type.sheet.headings, rows: sheetRows(ctx, type) }
}

async function* sheetRows(ctx: Context, type: MarketplaceType): AsyncGenerator<CellValue[]> {
  let cursor: string | undefined
  do {
    const page = await ctx.transaction(async (tx) => {
      const { items, nextCursor } = await listProducts(tx, { limit: pageSize, cursor })
      const variants = items.flatMap((product) => product.variants.map((variant) => ({ ...variant, name: `${product.name} ${variant.name}`.trim() })))
      const offered = await readOffered(tx, variants.map((variant) => variant.variantId))
      const listings = await readTypeListings(tx, type.type, variants.map((variant) => variant.variantId))
      // Without a code there is nothing by which the marketplace could know it.
      const goods = variants.filter((variant) => variant.sku !== '' || listings.has(variant.variantId))
      return { next: nextCursor, rows: goods.map((variant) => type.sheet.row({ sku: variant.sku, name: variant.name, price: variant.price, stock: offered.get(variant.variantId) ?? null, listing: listings.get(variant.variantId) })) }
    })
    yield* page.rows
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}

async function readTypeListings(tx: Parameters<typeof rows>[0], type: string, variantIds: string[]): Promise<Map<string, ListingKey>> {
  if (variantIds.length === 0) return new Map()
  const found = await rows(tx)
    .select('marketplaceListings')
    .innerJoin('marketplaceAccounts', (join) => join.onRef('marketplaceAccounts.businessId', '=', 'marketplaceListings.businessId').onRef('marketplaceAccounts.id', '=', 'marketplaceListings.accountId'))
    .select(['marketplaceListings.variantId', 'marketplaceListings.externalId', 'marketplaceListings.itemId', 'marketplaceListings.sku'])
    .where('marketplaceAccounts.type', '=', type)
    .where('marketplaceListings.variantId', 'in', variantIds)
    .execute()
  return new Map(found.flatMap((row) => (row.variantId ? [[row.variantId, row] as const] : [])))
}
