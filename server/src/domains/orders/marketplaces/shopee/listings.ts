import { z } from 'zod'
import { idText, optionalText, readAs } from '../ask.ts'
import { MarketplaceFailure } from '../failures.ts'
import type { Listing, ListingKey, MarketplaceAccount, Outside } from '../marketplace.ts'
import { callShop, label } from './call.ts'
import { listingId } from './orders.ts'

const prices = z.array(z.object({ current_price: z.number() })).nullish()
const stock = z.object({ summary_info: z.object({ total_available_stock: z.number().int() }).nullish() }).nullish()
const itemList = z.object({ response: z.object({ item: z.array(z.object({ item_id: idText })).nullish(), has_next_page: z.boolean().nullish(), next_offset: z.number().nullish() }) })
const baseInfo = z.object({ response: z.object({ item_list: z.array(z.object({ item_id: idText, item_name: z.string(), item_sku: optionalText, has_model: z.boolean().nullish(), price_info: prices, stock_info_v2: stock })) }) })
const modelList = z.object({ response: z.object({ model: z.array(z.object({ model_id: idText, model_name: optionalText, model_sku: optionalText, price_info: prices, stock_info_v2: stock })) }) })
const outcome = z.object({ response: z.object({ failure_list: z.array(z.object({ failed_reason: optionalText })).nullish() }).nullish() })

export async function listListings(outside: Outside, account: MarketplaceAccount, cursor = '0'): Promise<{ items: Listing[]; next?: string }> {
  const page = readAs(itemList, label, await callShop(outside, account, { path: '/product/get_item_list', query: { offset: cursor, page_size: 50, item_status: 'NORMAL' } })).response
  const ids = (page.item ?? []).map((item) => item.item_id)
  if (ids.length === 0) return { items: [] }
  const { response } = readAs(baseInfo, label, await callShop(outside, account, { path: '/product/get_item_base_info', query: { item_id_list: ids.join(',') } }))
  const items: Listing[] = []
  for (const item of response.item_list) {
    if (!item.has_model) items.push(toListing(item.item_id, '0', item.item_name, item.item_sku, item))
    else {
      const models = readAs(modelList, label, await callShop(outside, account, { path: '/product/get_model_list', query: { item_id: item.item_id } })).response.model
      for (const model of models) items.push(toListing(item.item_id, model.model_id, [item.item_name, model.model_name].filter(Boolean).join(' · '), model.model_sku, model))
    }
  }
  return { items, ...(page.has_next_page && page.next_offset ? { next: String(page.next_offset) } : {}) }
}

function toListing(itemId: string, modelId: string, name: string, sku: string, seen: { price_info?: z.infer<typeof prices>; stock_info_v2?: z.infer<typeof stock> }): Listing {
  const price = seen.price_info?.[0]?.current_price
  return { externalId: listingId(itemId, modelId), itemId, name, sku, price: price === undefined ? null : Math.round(price), stock: seen.stock_info_v2?.summary_info?.total_available_stock ?? null }
}

export async function setStock(outside: Outside, account: MarketplaceAccount, listing: ListingKey, quantity: number): Promise<void> {
  const body = { item_id: Number(listing.itemId), stock_list: [{ model_id: modelOf(listing), seller_stock: [{ stock: quantity }] }] }
  refuseFailures(await callShop(outside, account, { path: '/product/update_stock', body }))
}

export async function setPrice(outside: Outside, account: MarketplaceAccount, listing: ListingKey, price: number): Promise<void> {
  const body = { item_id: Number(listing.itemId), price_list: [{ model_id: modelOf(listing), original_price: price }] }
  refuseFailures(await callShop(outside, account, { path: '/product/update_price', body }))
}

/** HTTP 200 and no error code, and yet a thing of the list was not taken. */
function refuseFailures(answer: unknown): void {
  const failure = readAs(outcome, label, answer).response?.failure_list?.[0]
  if (failure) throw new MarketplaceFailure(label, 'refused', failure.failed_reason)
}

const modelOf = (listing: ListingKey) => Number(listing.externalId.split(':')[1] ?? 0)
