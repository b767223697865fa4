import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addProduct, setVariantFigure } from '#domains/catalog'
import { listDiscountRules, placeOrder } from '#domains/orders'
import { addCampaign, type CampaignInput } from './campaigns.ts'
import { launchCampaign, undoLaunch } from './launching.ts'
import { previewCampaign } from './preview.ts'
import { aCampaign, openCampaignShop, type CampaignShop } from './testing.ts'

let s: CampaignShop
let variantId: string
let customerId: string
beforeAll(async () => {
  s = await openCampaignShop()
})
afterAll(() => s.laris[Symbol.asyncDispose]())
beforeEach(async () => {
  s.laris.clock.set('2026-11-24T02:00:00Z')
  variantId = await s.shop.transaction(async (tx) => {
    const { variants } = await addProduct(tx, { name: 'Sambal Bawang', category: '', description: '', variants: [{ name: '', price: 20_000, stock: 40 }] })
    await setVariantFigure(tx, variants[0].variantId, 'cost', 14_000)
    return variants[0].variantId
  })
  customerId = (await s.customer('Rini')).customerId
})

const voucher = { kind: 'voucher' as const, value: 3_000, isPercent: false, code: 'RINDU3', until: '2026-11-30' }
const bundle = { kind: 'bundle' as const, value: 50_000, quantity: 3, code: 'PAKET3', until: '2026-11-30' }
const planned = (changes: Partial<CampaignInput>) => ({ ...aCampaign, channelId: s.channel.channelId, audience: { customerIds: [customerId] }, holdoutPercent: 0, productMode: 'fixed' as const, variantId, ...changes })
const withCode = [{ name: 'A', text: '{{produk}} jadi {{harga_promo}} dengan kode {{kode}}, sampai {{sampai}}.' }]
const buy = (quantity: number, code: string, buyer = customerId) => s.shop.transaction((tx) => placeOrder(tx, { source: 'manual', customerName: 'Rini', customerId: buyer, delivery: 'pickup', lines: [{ variantId, quantity }], code }))

test('a voucher is told with its price and last day, counts in orders from the launch, and not before or after', async () => {
  const campaignId = await s.plan(planned({ offer: voucher, variants: withCode }))
  const [sample] = (await s.shop.transaction((tx) => previewCampaign(tx, campaignId))).samples
  expect(sample.texts[0].text).toBe('Sambal Bawang jadi Rp 17.000 dengan kode RINDU3, sampai 30 November 2026.')
  await expect(buy(1, 'RINDU3')).rejects.toMatchObject({ code: 'orders.code_unknown' })
  await s.shop.transaction((tx) => launchCampaign(tx, campaignId))
  expect(await buy(2, 'rindu3')).toMatchObject({ total: 37_000, discountNote: 'Voucher RINDU3' })
  await expect(buy(1, 'RINDU3')).rejects.toMatchObject({ code: 'orders.code_used' })
  s.laris.clock.set('2026-12-01T02:00:00Z')
  await expect(buy(1, 'RINDU3', (await s.customer('Tono')).customerId)).rejects.toMatchObject({ code: 'orders.code_ended' })
  const late = await s.plan(planned({ offer: { ...voucher, code: 'RINDU4' }, variants: withCode }))
  expect((await s.shop.transaction((tx) => previewCampaign(tx, late))).leftOut).toMatchObject([{ reason: 'offer_over', count: 1 }])
})

test('a bundle counts for each full set of who names it', async () => {
  const campaignId = await s.plan(planned({ offer: bundle, variants: [{ name: 'A', text: '{{jumlah}} {{produk}} cukup {{harga_promo}}, hemat {{hemat}}. Kode {{kode}}.' }] }))
  const [sample] = (await s.shop.transaction((tx) => previewCampaign(tx, campaignId))).samples
  expect(sample.texts[0].text).toBe('3 Sambal Bawang cukup Rp 50.000, hemat Rp 10.000. Kode PAKET3.')
  await s.shop.transaction((tx) => launchCampaign(tx, campaignId))
  await expect(buy(2, 'PAKET3')).rejects.toMatchObject({ code: 'orders.code_too_little' })
  expect(await buy(7, 'PAKET3')).toMatchObject({ total: 120_000 })
})

test('neither is made under the margin floor, nor without its code in the words', async () => {
  const reason = async (changes: Partial<CampaignInput>) => {
    const campaignId = await s.plan(planned({ variants: withCode, ...changes }))
    return (await s.shop.transaction((tx) => previewCampaign(tx, campaignId))).leftOut[0]?.reason
  }
  // Cost 14.000 and a floor of 10 %: 15.400 a piece, 46.200 for three.
  expect(await reason({ offer: { ...voucher, value: 4_600 } })).toBeUndefined()
  expect(await reason({ offer: { ...voucher, value: 4_601 } })).toBe('below_floor')
  expect(await reason({ offer: { ...bundle, value: 46_200 } })).toBeUndefined()
  expect(await reason({ offer: { ...bundle, value: 46_199 } })).toBe('below_floor')
  expect(await reason({ offer: { ...bundle, quantity: 41, value: 800_000 } })).toBe('out_of_stock')
  const add = (changes: Partial<CampaignInput>) => s.shop.transaction((tx) => addCampaign(tx, planned(changes)))
  await expect(add({ offer: voucher })).rejects.toMatchObject({ code: 'campaigns.code_not_told' })
  await expect(add({ offer: voucher, variants: withCode, productMode: 'usual' })).rejects.toMatchObject({ code: 'campaigns.product_missing' })
  await expect(add({ variants: withCode })).rejects.toMatchObject({ code: 'campaigns.offer_missing' })
})

test('a launch that is taken back promises nothing, and a code is never used twice', async () => {
  const first = await s.plan(planned({ offer: { ...voucher, code: 'SEKALI' }, variants: withCode }))
  const second = await s.plan(planned({ offer: { ...voucher, code: 'SEKALI' }, variants: withCode }))
  await s.shop.transaction((tx) => launchCampaign(tx, first))
  await expect(s.shop.transaction((tx) => launchCampaign(tx, second))).rejects.toMatchObject({ code: 'orders.code_taken' })
  await s.shop.transaction((tx) => undoLaunch(tx, first))
  expect((await s.shop.transaction(listDiscountRules)).map((rule) => rule.code)).not.toContain('SEKALI')
  await s.shop.transaction((tx) => launchCampaign(tx, second))
})
