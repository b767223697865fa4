import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { post, signUp, workIn } from './harness/owner.ts'
import { picture } from './harness/pictures.ts'
import { describeInBrowser } from './harness/suite.ts'
import { axeViolations, desktop, openVisitor, phone, settle, wideElements } from './harness/visitor.ts'

/** A courier service that answers as its documents say; `isSilent` takes the booking and never answers. */
let isSilent = true
let bookings = 0
const courier = createServer((request, response) => {
  const say = (body: object) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  if (request.url === '/v1/rates/couriers') return void say({ success: true, pricing: [{ courier_name: 'JNE', courier_service_name: 'Reguler', courier_code: 'jne', courier_service_code: 'reg', price: 12_000, duration: '1 - 2 days' }] })
  if (request.url?.endsWith('/cancel')) return void say({ success: true, id: 'pesanan-2', status: 'cancelled' })
  if (request.url === '/track/waybill') return void say({ meta: { code: 200 }, data: { delivered: false, summary: { status: 'ON PROCESS' }, manifest: [{ manifest_description: 'Manifested' }] } })
  if (request.method === 'POST') {
    bookings++
    if (isSilent) return void request.socket.destroy()
    return void say({ success: true, id: `pesanan-${bookings}`, price: 12_000, courier: { waybill_id: 'JNE0012345678' }, status: 'confirmed' })
  }
  return void say({ success: true, id: 'pesanan-2', status: 'picked', courier: { waybill_id: 'JNE0012345678' } })
})
await new Promise<void>((resolve) => courier.listen(0, '127.0.0.1', resolve))
const { port } = courier.address() as AddressInfo
afterAll(() => {
  courier.closeAllConnections()
  courier.close()
})

describeInBrowser('couriers', { env: { BITESHIP_API_URL: `http://127.0.0.1:${port}`, RAJAONGKIR_API_URL: `http://127.0.0.1:${port}`, LARIS_ALLOWED_HOSTS: `127.0.0.1:${port}` } }, (stage) => {
  test('a courier that does not answer is not booked twice by itself; the next one is followed', { timeout: 120_000 }, async () => {
    const { laris, browser } = stage()
    const { page, context, faults } = await openVisitor(browser, laris.url, { viewport: phone, hasTouch: true })
    const businessId = await signUp(context, laris)
    await workIn(context, businessId)
    const send = (path: string, data: object, method: 'PUT' | 'POST' = 'PUT') => context.request.fetch(path, { method, data, headers: { 'laris-business': businessId } })
    const facts = (await (await context.request.get('/api/shop-facts', { headers: { 'laris-business': businessId } })).json()) as { facts: object }
    expect((await send('/api/shop-facts', { ...facts.facts, phone: '081200000001', address: 'Jl. Melati 1, Semarang' })).ok()).toBe(true)
    expect((await send('/api/shipping-providers/biteship', { isOn: true, config: { originPostalCode: '50131' }, secrets: { apiKey: 'biteship_test.contoh' } })).ok()).toBe(true)
    const product = await post<{ variants: { variantId: string }[] }>(context.request, '/api/products', { name: 'Nastar', category: '', description: '', variants: [{ name: '', price: 85_000, stock: 9, weightGrams: 500 }] }, businessId)
    const order = await post<{ orderId: string }>(context.request, '/api/orders', { customerName: 'Bu Rini', phone: '081234567890', delivery: 'ship', shippingFee: 12_000, address: 'Jl. Mawar 5', city: 'Jakarta', lines: [{ variantId: product.variants[0].variantId, quantity: 1 }] }, businessId)

    const book = async () => {
      await page.getByLabel('Kode pos penerima').fill('12440')
      await page.getByRole('button', { name: 'Cek kurir' }).click()
      await page.getByLabel('Pilih kurir').selectOption({ label: 'JNE Reguler · Rp 12.000 · 1 - 2 days' })
      await page.getByRole('button', { name: 'Pesan kurir' }).click()
    }
    await page.goto(`/jualan/pesanan/${order.orderId}`)
    await book()
    await page.getByText('Kurir tidak menjawab.').waitFor()
    await settle(page)
    expect(await axeViolations(page)).toEqual([])
    expect(await wideElements(page)).toEqual([])
    await page.getByText('Kurir tidak menjawab.').scrollIntoViewIfNeeded()
    await picture(page, 'couriers-uncertain-360')
    expect(await page.getByRole('button', { name: 'Pesan kurir' }).count()).toBe(0)
    expect(bookings).toBe(1)

    await page.getByRole('button', { name: 'Tidak ada di Biteship' }).click()
    isSilent = false
    await book()
    await page.getByText('Menunggu dijemput').waitFor()
    await page.getByText('Resi JNE0012345678').first().waitFor()
    await page.getByRole('button', { name: 'Batalkan kurir' }).scrollIntoViewIfNeeded()
    await picture(page, 'couriers-booked-360')
    await page.getByRole('button', { name: 'Batalkan kurir' }).click()
    await page.getByText('Dibatalkan', { exact: true }).waitFor()
    // A second booking with another id of the provider.
    await book()
    await page.getByRole('button', { name: 'Cek posisi paket' }).click()
    await page.getByText('Dalam perjalanan').waitFor()
    await page.getByText('Dalam perjalanan').scrollIntoViewIfNeeded()
    await picture(page, 'couriers-moving-360')
    expect(await axeViolations(page)).toEqual([])
    expect(bookings).toBe(3)

    // Brought to the counter of a courier: its number alone is followed.
    expect((await send('/api/shipping-providers/rajaongkir', { isOn: true, config: { originPostalCode: '50131' }, secrets: { apiKey: 'kunci-contoh' } })).ok()).toBe(true)
    const other = await post<{ orderId: string }>(context.request, '/api/orders', { customerName: 'Bu Tutik', phone: '081234567891', delivery: 'ship', shippingFee: 12_000, address: 'Jl. Kenanga 9', city: 'Solo', lines: [{ variantId: product.variants[0].variantId, quantity: 1 }] }, businessId)
    expect((await context.request.patch(`/api/orders/${other.orderId}`, { data: { trackingNumber: 'SOCAG001' }, headers: { 'laris-business': businessId } })).ok()).toBe(true)
    await page.goto(`/jualan/pesanan/${other.orderId}`)
    await page.getByLabel('Resi dari kurir').selectOption({ label: 'J&T' })
    await page.getByRole('button', { name: 'Ikuti resi SOCAG001' }).scrollIntoViewIfNeeded()
    await picture(page, 'couriers-follow-360')
    expect(await axeViolations(page)).toEqual([])
    expect(await wideElements(page)).toEqual([])
    await page.getByRole('button', { name: 'Ikuti resi SOCAG001' }).click()
    await page.getByText('Dalam perjalanan').waitFor()
    await page.setViewportSize(desktop)
    await settle(page)
    expect(await axeViolations(page)).toEqual([])
    expect(await wideElements(page)).toEqual([])
    await picture(page, 'couriers-followed-1280')
    expect(faults).toEqual([])
  })
})
