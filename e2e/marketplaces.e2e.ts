import { afterAll, expect, test } from 'vitest'
import { startFakeShopee } from '../server/src/domains/orders/marketplaces/shopee/testing.ts'
import { post, signUp, workIn } from './harness/owner.ts'
import { picture } from './harness/pictures.ts'
import { describeInBrowser } from './harness/suite.ts'
import { axeViolations, desktop, openVisitor, phone, settle, wideElements } from './harness/visitor.ts'

const fake = await startFakeShopee(() => new Date())
afterAll(() => fake[Symbol.asyncDispose]())

describeInBrowser('online shops', { env: { SHOPEE_API_URL: fake.url, LARIS_ALLOWED_HOSTS: new URL(fake.url).host } }, (stage) => {
  test('a shop on Shopee is connected, its stock follows, and differences are settled', { timeout: 120_000 }, async () => {
    const { laris, browser } = stage()
    const { context, page, faults } = await openVisitor(browser, laris.url, { viewport: phone, hasTouch: true })
    const businessId = await signUp(context, laris)
    await workIn(context, businessId)
    for (const [name, sku, price] of [['Nastar 500gr', 'NASTAR-500', 85_000], ['Kastengel 500gr', 'KASTENGEL-500', 95_000]] as const) {
      await post(context.request, '/api/products', { name, category: 'Kue kering', description: '', variants: [{ name: '', sku, price, stock: 12 }] }, businessId)
    }
    fake.state.listings.push(
      { itemId: '100200301', externalId: '100200301:0', name: 'Nastar Wisman 500gr', sku: 'NASTAR-500', price: 89_000, stock: 3 },
      { itemId: '100200302', externalId: '100200302:0', name: 'Kastengel Keju Edam', sku: 'KJ-01', price: 95_000, stock: 3 },
    )
    fake.state.orders.push({ number: '2611240ABCD123', status: 'processing', buyer: 'sari.wulan', createdAt: new Date(Date.now() - 3_600_000), updatedAt: new Date(), shipping: 12_000, lines: [{ externalId: '100200301:0', quantity: 2, price: 85_000 }] })

    await page.goto('/pengaturan')
    await page.getByRole('link', { name: /Toko online/ }).click()
    await page.getByRole('heading', { name: 'Belum ada toko online' }).waitFor()
    await settle(page)
    expect(await axeViolations(page)).toEqual([])
    await picture(page, 'online-shops-empty-360')
    await page.getByRole('listitem').filter({ hasText: 'Shopee' }).getByRole('button', { name: 'Sambungkan' }).click()
    await page.getByLabel('Partner ID').fill('1000001')
    await page.getByLabel('Partner Key').fill('partner_key_contoh')
    await page.getByRole('button', { name: 'Lanjut ke izin' }).click()
    const consent = page.getByRole('link', { name: 'Buka izin Shopee' })
    expect(await consent.getAttribute('href')).toContain(`${fake.url}/api/v2/shop/auth_partner?partner_id=1000001`)
    await picture(page, 'online-shops-consent-360')
    expect(await axeViolations(page)).toEqual([])
    // Shopee sends the owner back to the registered address.
    const back = new URL((await consent.getAttribute('href')) ?? '').searchParams.get('redirect') ?? ''
    await page.goto(`${back}?code=kode-izin&shop_id=${fake.state.shopId}`)
    await page.getByText('Toko 900001 tersambung').waitFor()
    await page.getByText('Tersambung', { exact: true }).waitFor()

    // Recognised by its code; the other one is chosen by hand.
    await page.getByText('Harga di Laris Rp 85.000, di toko Rp 89.000').waitFor()
    await page.getByRole('button', { name: 'Belum dikenali' }).click()
    await page.getByRole('button', { name: 'Pilih barang' }).click()
    await page.getByRole('dialog').getByRole('button', { name: /Kastengel 500gr/ }).click()
    await page.getByText('Semua barang sudah dikenali.').waitFor()
    await page.getByRole('button', { name: 'Berbeda' }).click()
    await page.getByRole('button', { name: 'Samakan harga' }).click()
    await expect.poll(() => fake.state.listings[0].price).toBe(85_000)
    await page.getByLabel(/Kirim stok ke toko ini/).click()
    await expect.poll(() => fake.state.listings.map((listing) => listing.stock)).toEqual([12, 12])
    await page.getByText('Harga dan stok sama di semua toko.').waitFor()
    await page.getByRole('button', { name: 'Semua', exact: true }).click()
    await settle(page)
    expect(await axeViolations(page)).toEqual([])
    expect(await wideElements(page)).toEqual([])
    await picture(page, 'online-shops-360')

    // The order is in the one list, and its number of pieces in the stock of this shop.
    await page.goto('/jualan/pesanan')
    await page.getByText('2611240ABCD123').first().waitFor()
    await picture(page, 'online-shops-orders-360')
    await page.goto('/jualan/stok')
    await page.getByText('Nastar 500gr').first().click()
    await page.getByText('Tersimpan di 1 dari 1 toko').waitFor()

    // Consent ends: one sentence, one button.
    fake.state.mode = 'no-consent'
    await page.goto('/pengaturan/toko-online')
    await page.getByRole('button', { name: 'Ambil sekarang' }).click()
    await page.getByText('Terputus').waitFor()
    await page.getByText(/Izin dari Shopee sudah berakhir/).waitFor()
    await page.getByRole('button', { name: 'Sambungkan lagi' }).waitFor()
    // Told where people look first.
    for (const place of ['/', '/pengaturan/kesehatan']) {
      await page.goto(place)
      await page.getByRole('alert').getByText(/terputus\. Pesanan baru belum masuk/).waitFor()
      await settle(page)
      expect(await axeViolations(page)).toEqual([])
      expect(await wideElements(page)).toEqual([])
      await picture(page, `online-shops-broken-360${place.replaceAll('/', '-')}`)
    }
    await page.goto('/')
    await page.getByRole('link', { name: 'Sambungkan lagi' }).click()
    await page.getByRole('button', { name: 'Sambungkan lagi' }).waitFor()
    await page.setViewportSize(desktop)
    await settle(page)
    await picture(page, 'online-shops-disconnected-1280')
    expect(await wideElements(page)).toEqual([])
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Berkas Shopee' }).click()
    expect((await download).suggestedFilename()).toBe('stok-harga-shopee.xlsx')
    expect(faults).toEqual([])
  })
})
