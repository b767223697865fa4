import { z } from 'zod'
import { idText, optionalText, readAs, rupiah } from '../ask.ts'
import type { Listing, ListingKey, MarketplaceAccount, Outside } from '../marketplace.ts'
import { callLazada, label } from './call.ts'

const products = z.object({
  data: z.object({
    products: z.array(z.object({ item_id: idText, attributes: z.object({ name: optionalText }).nullish(), skus: z.array(z.object({ SkuId: idText.nullish(), SellerSku: optionalText, quantity: z.number().int().nullish(), price: rupiah, special_price: rupiah })) })).nullish(),
  }).nullish(),
})

const pageSize = 50

export async function listListings(outside: Outside, account: MarketplaceAccount, cursor = '0'): Promise<{ items: Listing[]; next?: string }> {
  const { data } = readAs(products, label, await callLazada(outside, account, { path: '/products/get', parameters: { filter: 'live', offset: cursor, limit: String(pageSize) } }))
  const found = data?.products ?? []
  const items = found.flatMap((product) =>
    product.skus.map((sku): Listing => ({ externalId: sku.SkuId ?? sku.SellerSku, itemId: product.item_id, name: product.attributes?.name ?? sku.SellerSku, sku: sku.SellerSku, price: sku.special_price || sku.price || null, stock: sku.quantity ?? null })),
  )
  return { items, ...(found.length === pageSize ? { next: String(Number(cursor) + pageSize) } : {}) }
}

export const setStock = (outside: Outside, account: MarketplaceAccount, listing: ListingKey, quantity: number) => update(outside, account, listing, `<Quantity>${quantity}</Quantity>`)

export const setPrice = (outside: Outside, account: MarketplaceAccount, listing: ListingKey, price: number) => update(outside, account, listing, `<Price>${price}</Price>`)

async function update(outside: Outside, account: MarketplaceAccount, { itemId, externalId, sku }: ListingKey, change: string): Promise<void> {
  const payload = `<Request><Product><Skus><Sku><ItemId>${escaped(itemId)}</ItemId><SkuId>${escaped(externalId)}</SkuId><SellerSku>${escaped(sku)}</SellerSku>${change}</Sku></Skus></Product></Request>`
  await callLazada(outside, account, { path: '/product/price_quantity/update', parameters: { payload }, isForm: true })
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
