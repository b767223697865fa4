import { z } from 'zod'
import { idText, optionalText, readAs, rupiah } from '../ask.ts'
import { MarketplaceFailure } from '../failures.ts'
import type { Listing, ListingKey, MarketplaceAccount, Outside } from '../marketplace.ts'
import { callApi, label } from './call.ts'

const inventory = z.array(z.object({ quantity: z.number().int(), warehouse_id: optionalText })).nullish()
const products = z.object({
  next_page_token: optionalText,
  products: z.array(z.object({
    id: idText,
    title: z.string(),
    skus: z.array(z.object({ id: idText, seller_sku: optionalText, price: z.object({ sale_price: rupiah, tax_exclusive_price: rupiah }).nullish(), inventory })),
  })).nullish(),
})
const outcome = z.object({ errors: z.array(z.object({ message: optionalText })).nullish() }).nullish()

export async function listListings(outside: Outside, account: MarketplaceAccount, cursor = ''): Promise<{ items: Listing[]; next?: string }> {
  const query = { page_size: '100', ...(cursor ? { page_token: cursor } : {}) }
  const page = readAs(products, label, await callApi(outside, account, { path: '/product/202309/products/search', query, body: { status: 'ACTIVATE' } }))
  const items = (page.products ?? []).flatMap((product) =>
    product.skus.map((sku): Listing => ({
      externalId: sku.id,
      itemId: product.id,
      name: product.title,
      sku: sku.seller_sku,
      price: sku.price ? sku.price.sale_price || sku.price.tax_exclusive_price : null,
      stock: sku.inventory ? sku.inventory.reduce((sum, place) => sum + place.quantity, 0) : null,
    })),
  )
  return { items, ...(page.next_page_token ? { next: page.next_page_token } : {}) }
}

export async function setStock(outside: Outside, account: MarketplaceAccount, listing: ListingKey, quantity: number): Promise<void> {
  const body = { skus: [{ id: listing.externalId, inventory: [{ quantity }] }] }
  refuseErrors(await callApi(outside, account, { path: `/product/202309/products/${encodeURIComponent(listing.itemId)}/inventory/update`, body }))
}

export async function setPrice(outside: Outside, account: MarketplaceAccount, listing: ListingKey, price: number): Promise<void> {
  const body = { skus: [{ id: listing.externalId, price: { amount: String(price), currency: 'IDR' } }] }
  refuseErrors(await callApi(outside, account, { path: `/product/202309/products/${encodeURIComponent(listing.itemId)}/prices/update`, body }))
}

function refuseErrors(answer: unknown): void {
  const error = readAs(outcome, label, answer)?.errors?.[0]
  if (error) throw new MarketplaceFailure(label, 'refused', error.message)
}
