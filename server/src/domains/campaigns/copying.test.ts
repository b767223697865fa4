import { afterEach, beforeEach, expect, test } from 'vitest'
import { updateCustomer } from '#domains/customers'
import { markCopied, readCopyList } from './copying.ts'
import { launchCampaign, undoLaunch } from './launching.ts'
import { getCampaign } from './store.ts'
import { openCampaignShop, refuse, type CampaignShop } from './testing.ts'

let s: CampaignShop

beforeEach(async () => {
  s = await openCampaignShop()
})
afterEach(() => s[Symbol.asyncDispose]())

test('a list sent by hand shows each person with their own text; marks count, and who leaves goes off the list', async () => {
  const people: string[] = []
  for (const [index, name] of ['Rini', 'Budi', 'Sari', 'Agus'].entries()) {
    const { customerId } = await s.customer(name)
    people.push(customerId)
    if (index < 3) await s.shop.transaction((tx) => updateCustomer(tx, customerId, { phone: `08123456700${index}` }))
  }
  const id = await s.plan({ channelId: null, holdoutPercent: 0 })
  await s.shop.transaction((tx) => launchCampaign(tx, id))
  expect(await s.totals(id)).toMatchObject({ audience: 4, waiting: 3, leftOut: 1 })
  const list = () => s.shop.transaction((tx) => readCopyList(tx, id))
  const first = await list()
  expect(first).toMatchObject({ left: 3, copied: 0 })
  expect(first.items.find((item) => item.name === 'Rini')).toMatchObject({ phone: '+6281234567000', text: 'Halo Rini, ada kabar dari Toko Uji.' })
  const mark = (deliveryId: string, isCopied = true) => s.shop.transaction((tx) => markCopied(tx, id, deliveryId, isCopied))
  await mark(first.items[0].deliveryId)
  await expect(s.shop.transaction((tx) => undoLaunch(tx, id))).rejects.toMatchObject({ code: 'campaigns.undo_too_late' })
  await mark(first.items[0].deliveryId)
  expect(await list()).toMatchObject({ left: 2, copied: 1 })
  await mark(first.items[0].deliveryId, false)
  expect(await list()).toMatchObject({ left: 3, copied: 0 })
  await mark(first.items[0].deliveryId)
  await refuse(s.shop, first.items[1].customerId)
  const after = await list()
  expect(after).toMatchObject({ left: 1, copied: 1 })
  await mark(after.items[0].deliveryId)
  expect((await s.shop.transaction((tx) => getCampaign(tx, id))).status).toBe('done')
  expect(await s.totals(id)).toMatchObject({ audience: 4, sent: 2, leftOut: 2, waiting: 0 })
})
