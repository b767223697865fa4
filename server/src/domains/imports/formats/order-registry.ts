import { lazadaOrders } from './lazada-orders/index.ts'
import type { OrderFormat } from './order-format.ts'
import { shopeeOrders } from './shopee-orders/index.ts'
import { tiktokOrders } from './tiktok-orders/index.ts'
import { tillSales } from './till-sales/index.ts'
import { tokopediaOrders } from './tokopedia-orders/index.ts'

/** The open list of order files. A marketplace's own headings win over a till's, which fit anything. */
export const orderFormats: readonly OrderFormat[] = [shopeeOrders, tiktokOrders, tokopediaOrders, lazadaOrders, tillSales]

export function findOrderFormat(format: string): OrderFormat | undefined {
  return orderFormats.find((one) => one.format === format)
}
