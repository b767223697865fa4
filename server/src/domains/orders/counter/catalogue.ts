import type { Transaction } from '#platform/context'
import { findOwnBusiness, getShopFacts } from '#domains/businesses'
import { readCatalog } from '#domains/catalog'
import { today } from '../order-settings.ts'
import { listProviders } from '../payment-settings.ts'
import { aroundAmount } from '../payments/qris/emv.ts'
import { discountLimit } from './settings.ts'

/** Everything that a device needs to sell for days without a network: goods with prices, what a receipt says, the QRIS. */
export async function readCounterCatalogue(tx: Transaction) {
  const business = await findOwnBusiness(tx)
  const { facts } = await getShopFacts(tx)
  const products = (await readCatalog(tx)).filter((product) => product.isForSale)
  const qris = (await listProviders(tx)).find(({ type, isOn }) => type === 'qris' && isOn)?.config['payload']
  return {
    goods: products.flatMap((product) =>
      product.variants.map((variant) => ({
        variantId: variant.variantId, name: `${product.name} ${variant.name}`.trim(), sku: variant.sku, price: variant.price, available: variant.stock, unit: variant.unit,
        isMadeToOrder: variant.stockKind === 'made_to_order' || variant.stockKind === 'pre_order',
      })),
    ),
    shop: { name: business?.name ?? '', address: facts.address, phone: facts.phone },
    qris: typeof qris === 'string' ? (aroundAmount(qris) ?? null) : null,
    discountLimit: await discountLimit(tx),
    today: await today(tx),
  }
}
