import { expect, test } from 'vitest'
import { get, post, signUp, workIn } from './harness/owner.ts'
import { picture } from './harness/pictures.ts'
import { describeInBrowser } from './harness/suite.ts'
import { axeViolations, desktop, openVisitor, phone, settle, wideElements } from './harness/visitor.ts'

describeInBrowser('returns at the counter', {}, (stage) => {
  test('goods come back without a network: money from the drawer, stock on the shelf, each once', { timeout: 120_000 }, async () => {
    const { laris, browser } = stage()
    const { page, context, faults } = await openVisitor(browser, laris.url, { viewport: phone, hasTouch: true, expected: /ERR_INTERNET_DISCONNECTED|Tidak ada sambungan/ })
    const businessId = await signUp(context, laris)
    await workIn(context, businessId)
    await post(context.request, '/api/products', { name: 'Nastar', category: '', description: '', variants: [{ name: '', price: 85_000, stock: 9 }] }, businessId)
    await page.goto('/kasir')
    await page.getByRole('button', { name: 'Buka kasir' }).click()
    await page.getByLabel('Uang awal (Rp)').fill('100000')
    await page.getByRole('dialog').getByRole('button', { name: 'Buka kasir' }).click()
    const sell = async (pieces: number) => {
      for (let piece = 0; piece < pieces; piece++) await page.getByRole('button', { name: /^Nastar/ }).first().click()
      await page.getByRole('button', { name: /^Bayar Rp/ }).click()
      await page.getByRole('button', { name: 'Uang pas' }).click()
      await page.getByRole('button', { name: 'Selesai' }).click()
      await page.getByText('Penjualan tersimpan').waitFor()
      await page.getByRole('button', { name: 'Penjualan berikutnya' }).click()
    }
    await sell(2)
    await page.getByText('Semua sudah terkirim').waitFor()

    await context.setOffline(true)
    await sell(3)
    await page.getByRole('button', { name: 'Retur' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('hanya penjualan dari HP ini').waitFor()
    expect(await dialog.getByRole('listitem').count()).toBe(2)
    for (const [name, viewport] of Object.entries({ 360: phone, 1280: desktop })) {
      await page.setViewportSize(viewport)
      await settle(page)
      expect(await axeViolations(page)).toEqual([])
      expect(await wideElements(page)).toEqual([])
      await picture(page, `counter-returns-list-${name}`)
    }
    await page.setViewportSize(phone)
    await dialog.getByRole('listitem').first().getByRole('button').click()
    for (let press = 0; press < 5; press++) await dialog.getByRole('button', { name: 'Tambah Nastar' }).click()
    await dialog.getByRole('button', { name: 'Kurangi Nastar' }).click()
    await dialog.getByLabel('Uang kembali (Rp)').fill('255001')
    await dialog.getByText('Paling banyak Rp 255.000').waitFor()
    await dialog.getByLabel('Uang kembali (Rp)').fill('')
    for (const [name, viewport] of Object.entries({ 360: phone, 1280: desktop })) {
      await page.setViewportSize(viewport)
      expect(await axeViolations(page)).toEqual([])
      expect(await wideElements(page)).toEqual([])
      await picture(page, `counter-returns-form-${name}`)
    }
    await dialog.getByRole('button', { name: 'Terima barang, kembalikan Rp 170.000' }).click()
    await page.getByText('Retur tersimpan. Beri Rp 170.000').waitFor()
    // 100.000 + 170.000 + 255.000 − 170.000
    await page.getByRole('button', { name: 'Tutup kasir' }).click()
    await page.getByText('Seharusnya Rp 355.000').waitFor()
    await page.getByRole('button', { name: 'Tutup', exact: true }).click()

    await context.setOffline(false)
    await page.getByText('Semua sudah terkirim').waitFor({ timeout: 40_000 })
    const { items: orders } = await get<{ items: { orderId: string; total: number; refundedTotal: number; lines: { returnedQuantity: number }[] }[] }>(context.request, '/api/orders?source=kasir', businessId)
    expect(orders).toMatchObject([{ total: 255_000, refundedTotal: 170_000, lines: [{ returnedQuantity: 2 }] }, { total: 170_000, refundedTotal: 0, lines: [{ returnedQuantity: 0 }] }])
    const stock = await get<{ items: { onHand: number }[] }>(context.request, '/api/stock', businessId)
    expect(stock.items).toMatchObject([{ onHand: 6 }])
    const shifts = await get<{ items: { expected: number }[] }>(context.request, '/api/counter/shifts', businessId)
    expect(shifts.items).toMatchObject([{ expected: 355_000 }])

    // With a network the last piece of the same sale is left to come back, and no more.
    await page.getByRole('button', { name: 'Retur' }).click()
    await dialog.getByRole('listitem').first().getByRole('button').click()
    await dialog.getByText('bisa kembali 1, @ Rp 85.000').waitFor()
    expect(faults).toEqual([])
  })
})
