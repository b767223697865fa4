import { expect, test } from 'vitest'
import { openExampleShop } from './harness/example-shop.ts'
import { get, post } from './harness/owner.ts'
import { picture } from './harness/pictures.ts'
import { describeInBrowser } from './harness/suite.ts'
import { axeViolations, desktop, openVisitor, phone, settle, wideElements } from './harness/visitor.ts'

describeInBrowser('changing what was ordered', {}, (stage) => {
  test('staff change the goods of an order from a chat, see the new total, and tell the buyer', { timeout: 120_000 }, async () => {
    const { laris, browser } = stage()
    const { page, context, faults } = await openVisitor(browser, laris.url, { viewport: phone, hasTouch: true })
    const { businessId } = await openExampleShop(context, laris)
    const product = await post<{ variants: { variantId: string }[] }>(context.request, '/api/products', { name: 'Nastar', category: '', description: '', variants: [{ name: 'toples', price: 85_000, stock: 9 }] }, businessId)
    const chats = await get<{ items: { conversationId: string; customer: { customerId: string } }[] }>(context.request, '/api/conversations', businessId)
    const chat = chats.items[0]
    const order = await post<{ orderId: string }>(context.request, '/api/orders', { customerName: 'Bu Rini', delivery: 'ship', shippingFee: 12_000, source: 'chat', conversationId: chat.conversationId, customerId: chat.customer.customerId, lines: [{ variantId: product.variants[0].variantId, quantity: 2 }] }, businessId)
    await page.goto(`/jualan/pesanan/${order.orderId}`)
    await page.getByRole('button', { name: 'Ubah isi pesanan' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Tambah Nastar' }).click()
    await dialog.getByLabel('Catatan untuk Nastar').fill('pakai pita')
    await dialog.getByRole('button', { name: 'Hitung ulang' }).click()
    await dialog.getByText('Jadi Rp 267.000').waitFor()
    for (const [name, viewport] of Object.entries({ 360: phone, 1280: desktop })) {
      await page.setViewportSize(viewport)
      await settle(page)
      expect(await axeViolations(page)).toEqual([])
      expect(await wideElements(page)).toEqual([])
      await dialog.getByText('Jadi Rp 267.000').scrollIntoViewIfNeeded()
      await picture(page, `order-change-${name}`)
    }
    await dialog.getByRole('button', { name: 'Simpan, total Rp 267.000' }).click()
    const message = dialog.getByLabel('Pesan untuk pembeli')
    expect(await message.inputValue()).toMatch(/3 × Nastar toples = Rp 255\.000 \(pakai pita\)/)
    for (const [name, viewport] of Object.entries({ 360: phone, 1280: desktop })) {
      await page.setViewportSize(viewport)
      expect(await axeViolations(page)).toEqual([])
      expect(await wideElements(page)).toEqual([])
      await picture(page, `order-change-message-${name}`)
    }
    await dialog.getByRole('button', { name: 'Kirim ke chat' }).click()
    await page.getByText('Pesan dikirim ke chat.').waitFor()
    expect(await get(context.request, `/api/orders/${order.orderId}`, businessId)).toMatchObject({ total: 267_000, lines: [{ quantity: 3, note: 'pakai pita' }] })
    const said = await get<{ items: { text: string }[] }>(context.request, `/api/conversations/${chat.conversationId}/messages`, businessId)
    expect(said.items.some(({ text }) => text.includes('Total: Rp 267.000'))).toBe(true)
    expect(faults).toEqual([])
  })
})
