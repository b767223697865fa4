import type { APIRequestContext } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { until } from './harness/example-shop.ts'
import { get, post, signUp, workIn } from './harness/owner.ts'
import { picture } from './harness/pictures.ts'
import { describeInBrowser } from './harness/suite.ts'
import { axeViolations, desktop, openVisitor, phone, settle, showIn, wideElements, type Visitor } from './harness/visitor.ts'

const names = ['Rini Wulandari', 'Budi', 'Bu Sari', 'Agus Salim', 'Dewi', 'Eko', 'Fitri', 'Gilang', 'Hana', 'Indra', 'Joko', 'Kartika']

describeInBrowser('an owner writes to her customers', {}, (stage) => {
  let visitor: Visitor
  let businessId = ''
  const list = <T>(path: string) => get<{ items: T[] }>(visitor.context.request, path, businessId)

  beforeAll(async () => {
    const { laris, browser } = stage()
    visitor = await openVisitor(browser, laris.url)
    businessId = await signUp(visitor.context, laris)
    await workIn(visitor.context, businessId)
    const { request } = visitor.context
    await aShopWithCustomers(request, businessId)
  })

  test('sends her first campaign from a phone in at most six taps, and takes the next one back', async () => {
    const { page, faults } = visitor
    let taps = 0
    const tap = async (name: string | RegExp, role: 'button' | 'link' = 'button') => {
      taps++
      await page.getByRole(role, { name }).first().click()
      await settle(page)
    }
    await page.setViewportSize(phone)
    await page.goto('/')
    await settle(page)
    await tap('Promosi', 'link')
    await look('campaigns')
    await page.getByRole('button', { name: 'Aturan promosi' }).click()
    await page.getByLabel('Mulai jam').waitFor()
    await look('campaign-rules')
    await page.getByRole('button', { name: 'Tutup' }).click()
    await tap('Lihat dan kirim')
    await page.getByRole('button', { name: 'Kirim ke 9 pelanggan' }).waitFor()
    await look('campaign-draft')
    expect(await page.getByText('3 sengaja tidak dikirimi, dipilih acak').isVisible()).toBe(true)
    await tap('Kirim ke 9 pelanggan')
    expect(taps).toBeLessThanOrEqual(6)
    await page.getByRole('timer').waitFor()
    await look('campaign-waiting')
    await until(async () => (await list<{ totals: { sent: number } }>('/api/campaigns')).items[0]?.totals.sent === 9, 60_000)
    await page.reload()
    await page.getByText('Selesai').first().waitFor()
    await page.getByText(/Masih diukur sampai/).waitFor()
    await page.getByRole('button', { name: 'Lihat satu per satu' }).click()
    await page.getByText('Terkirim').first().waitFor()
    await settle(page)
    await look('campaign-done')
    await page.getByRole('button', { name: 'Ulangi' }).click()
    await page.getByRole('button', { name: 'Kirim ke 9 pelanggan' }).click()
    await page.getByRole('button', { name: 'Batalkan' }).first().click()
    await page.getByRole('button', { name: 'Kirim ke 9 pelanggan' }).waitFor()
    expect((await list<{ totals: { audience: number }; status: string }>('/api/campaigns')).items[0]).toMatchObject({ status: 'draft', totals: { audience: 0 } })
    await page.getByRole('button', { name: 'Jadwalkan' }).click()
    await page.getByLabel('Hari dan jam (WIB)').fill('2020-01-01T10:00')
    await page.getByRole('button', { name: 'Jadwalkan' }).last().click()
    await page.getByText('Waktunya sudah lewat.', { exact: false }).waitFor()
    await look('campaign-schedule')
    await page.getByLabel('Hari dan jam (WIB)').fill('2031-05-02T09:30')
    await page.getByRole('button', { name: 'Jadwalkan' }).last().click()
    await page.getByRole('timer').waitFor()
    expect(await page.getByRole('timer').innerText()).toBe('Dijadwalkan: Jumat, 2 Mei 2031, 09.30.')
    expect((await list<{ startsAt: string; status: string }>('/api/campaigns')).items[0]).toMatchObject({ status: 'waiting', startsAt: '2031-05-02T02:30:00.000Z' })
    await look('campaign-scheduled')
    await page.getByRole('button', { name: 'Batalkan' }).first().click()
    await page.getByRole('button', { name: 'Ubah' }).click()
    await page.getByRole('button', { name: 'Tambah versi pembanding' }).click()
    await look('campaign-form')
    expect(faults.splice(0)).toEqual([])
  })

  test('sends a list by hand, one tap for each customer', async () => {
    const { page, faults } = visitor
    const { items: customers } = await list<{ customerId: string }>('/api/customers')
    for (const [index, { customerId }] of customers.slice(0, 3).entries()) {
      await visitor.context.request.patch(`/api/customers/${customerId}`, { data: { phone: `0812345678${10 + index}` }, headers: { 'laris-business': businessId } })
    }
    const { campaignId } = await post<{ campaignId: string }>(visitor.context.request, '/api/campaigns', { name: 'Kabar lewat HP', channelId: null, variants: [{ name: 'A', text: 'Halo {{nama|Kak}}, ada kabar dari {{toko}}.' }], holdoutPercent: 0, measureDays: 14 }, businessId)
    await page.goto(`/promosi/kampanye/${campaignId}`)
    await page.getByRole('button', { name: 'Buat daftar salin untuk 3 pelanggan' }).click()
    await page.getByRole('heading', { name: 'Daftar salin' }).waitFor()
    await settle(page)
    expect(await page.getByRole('link', { name: /Buka WhatsApp/ }).first().getAttribute('href')).toMatch(/^https:\/\/wa\.me\/62812345678\d\d\?text=Halo/)
    await look('copy-list')
    await page.getByRole('button', { name: /Sudah dikirim:/ }).first().click()
    await page.getByText('2 lagi, 1 sudah').waitFor()
    expect(faults.splice(0)).toEqual([])
  })

  test('turns an automatic message on, and reads its steps', async () => {
    const { page, faults } = visitor
    await page.goto('/promosi/otomatis')
    await settle(page)
    await look('journeys')
    await page.getByRole('button', { name: 'Buat: Ajak kembali' }).click()
    await page.getByText('60 hari tanpa belanja').waitFor()
    await settle(page)
    await look('journey-draft')
    await page.getByRole('button', { name: 'Nyalakan' }).click()
    await page.getByText('Dinyalakan.', { exact: false }).waitFor()
    expect(faults.splice(0)).toEqual([])
  })

  /** At phone and desktop size, light and dark: quiet, accessible, and no wider than the window. */
  async function look(name: string): Promise<void> {
    const { page } = visitor
    const broken: string[] = []
    for (const [size, viewport] of Object.entries({ phone, desktop })) {
      await page.setViewportSize(viewport)
      for (const colorScheme of ['light', 'dark'] as const) {
        await showIn(page, colorScheme)
        for (const violation of await axeViolations(page)) broken.push(`${size} ${colorScheme} ${name}: ${violation}`)
        await picture(page, `${name}-${size}-${colorScheme}`)
      }
      for (const element of await wideElements(page)) broken.push(`${size} ${name}: wider than the window: ${element}`)
    }
    await page.setViewportSize(phone)
    await showIn(page, 'light')
    expect(broken).toEqual([])
  }
})

/** Twelve customers who wrote over the web chat and agreed, and one who did not. */
async function aShopWithCustomers(request: APIRequestContext, businessId: string): Promise<void> {
  const { config } = await post<{ config: { widgetKey: string } }>(request, '/api/channels', { type: 'webchat', settings: { name: 'Chat di situs' } }, businessId)
  for (let count = 0; count < names.length + 1; count++) {
    const { visitorToken } = await post<{ visitorToken: string }>(request, `/api/webchat/${config.widgetKey}/visitors`, {})
    await post(request, `/api/webchat/${config.widgetKey}/messages`, { visitorToken, clientId: crypto.randomUUID(), text: 'Halo, ini toko apa?' })
  }
  const customers = () => get<{ items: { customerId: string }[] }>(request, '/api/customers', businessId)
  await until(async () => (await customers()).items.length === names.length + 1, 30_000)
  const { items } = await customers()
  for (const [index, name] of names.entries()) {
    const { customerId } = items[index] ?? { customerId: '' }
    await request.patch(`/api/customers/${customerId}`, { data: { name }, headers: { 'laris-business': businessId } })
    await post(request, `/api/customers/${customerId}/consents`, { purpose: 'marketing', isGranted: true, note: 'Bilang ya di toko' }, businessId)
  }
  const settings = await get<Record<string, unknown>>(request, '/api/campaign-settings', businessId)
  const { channels: _, ...rules } = settings
  // Whatever the hour of this run, the shop is awake.
  const saved = await request.put('/api/campaign-settings', { data: { ...rules, fromHour: 0, untilHour: 24 }, headers: { 'laris-business': businessId } })
  if (!saved.ok()) throw new Error(await saved.text())
}
