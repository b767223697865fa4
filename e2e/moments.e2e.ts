import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { openExampleShop, type ExampleShop } from './harness/example-shop.ts'
import { get } from './harness/owner.ts'
import { picture } from './harness/pictures.ts'
import { screenPatterns } from './harness/screens.ts'
import { describeInBrowser } from './harness/suite.ts'
import { axeViolations, desktop, notSignedIn, openVisitor, phone, settle, wideElements, type Visitor } from './harness/visitor.ts'

/** What opens on top of a screen, or only after something was asked. */
const moments: Record<string, { at: string; open(page: Page): Promise<void> }> = {
  'filter of the inbox': { at: '/chat', open: (page) => page.getByRole('button', { name: 'Saring' }).click() },
  'shortcuts of the inbox': { at: '/chat', open: (page) => page.keyboard.press('?') },
  'canned replies': {
    at: '/chat/$conversationId',
    async open(page) {
      await page.getByRole('button', { name: 'Balasan cepat', exact: true }).click()
      await page.getByRole('listbox', { name: 'Balasan cepat' }).getByText('/ongkir').waitFor()
    },
  },
  'management of canned replies': {
    at: '/chat/$conversationId',
    async open(page) {
      await page.getByRole('button', { name: 'Balasan cepat', exact: true }).click()
      await page.getByRole('button', { name: 'Atur balasan cepat' }).click()
    },
  },
  'note in a conversation': { at: '/chat/$conversationId', open: (page) => page.getByRole('button', { name: 'Catatan', exact: true }).click() },
  'labels of a conversation': {
    at: '/chat/$conversationId',
    async open(page) {
      const details = page.getByRole('button', { name: 'Data pelanggan' })
      if (await details.isVisible()) await details.click()
      await page.getByRole('button', { name: 'Ubah label' }).filter({ visible: true }).click()
    },
  },
  'answer with its sources': {
    at: '/asisten',
    async open(page) {
      await page.getByLabel('Tulis pertanyaan').fill('ongkir ke jakarta berapa, dan buka jam berapa?')
      await page.getByRole('button', { name: 'Tanya' }).click()
      await page.getByText(/Dijawab dari/).click()
    },
  },
  'new promotion': { at: '/promosi/toko', open: (page) => page.getByRole('button', { name: 'Tambah promo' }).click() },
  'consent of a customer': { at: '/pelanggan/$customerId', open: (page) => page.getByRole('button', { name: 'Catat izin' }).click() },
  'switching the second step of signing in on': { at: '/pengaturan/keamanan', open: (page) => page.getByRole('button', { name: 'Aktifkan' }).click() },
  'new API key': { at: '/pengaturan/kunci-api', open: (page) => page.getByRole('button', { name: 'Buat kunci' }).click() },
  'what an activity changed': { at: '/pengaturan/catatan-aktivitas', open: (page) => page.locator('summary').first().click() },
  'connecting the web chat': { at: '/pengaturan/kanal', open: (page) => page.getByRole('button', { name: 'Sambungkan' }).nth(0).click() },
  'connecting WhatsApp': { at: '/pengaturan/kanal', open: (page) => page.getByRole('button', { name: 'Sambungkan' }).nth(2).click() },
  'preview of a price list': {
    at: '/jualan/impor',
    async open(page) {
      await page.getByLabel('Tempel daftar harga').fill('Batik cap 3 meter 135rb\nSelendang lurik tanya admin\nTas anyam 45rban')
      await page.getByRole('button', { name: 'Baca teks ini' }).click()
      await page.getByText(/dikenali/).waitFor()
    },
  },
}

describeInBrowser('what opens on a screen', {}, (stage) => {
  let visitor: Visitor
  let shop: ExampleShop

  beforeAll(async () => {
    const { laris, browser } = stage()
    visitor = await openVisitor(browser, laris.url)
    shop = await openExampleShop(visitor.context, laris)
  })

  for (const [size, viewport] of Object.entries({ phone, desktop })) {
    test(`is accessible and no wider than a ${size}`, async () => {
      const { page, faults } = visitor
      const first = async (list: string, key: string) => (await get<{ items: Record<string, string>[] }>(visitor.context.request, list, shop.businessId)).items[0]?.[key] ?? ''
      const ids: Record<string, string> = { $conversationId: await first('/api/conversations', 'conversationId'), $customerId: await first('/api/customers', 'customerId') }
      const broken: string[] = []
      await page.setViewportSize(viewport)
      for (const [name, { at, open }] of Object.entries(moments)) {
        await page.goto(at.replace(/\$[A-Za-z]+/, (key) => ids[key] ?? key))
        await settle(page)
        await open(page)
        await settle(page)
        for (const violation of await axeViolations(page)) broken.push(`${size}, ${name}: ${violation}`)
        for (const element of await wideElements(page)) broken.push(`${size}, ${name}: wider than the window: ${element}`)
        await picture(page, `${size}-moment-${name.replaceAll(' ', '-')}`)
      }
      expect(broken).toEqual([])
      expect(faults.splice(0)).toEqual([])
    })
  }

  test('of a shop without anything says what will appear, and what to do first', async () => {
    const { page, faults } = visitor
    await page.setViewportSize(phone)
    await page.evaluate((id) => localStorage.setItem('laris.business', id), shop.ownBusinessId)
    const broken: string[] = []
    for (const address of screenPatterns().filter((pattern) => !pattern.includes('$'))) {
      await page.goto(address)
      await settle(page)
      for (const violation of await axeViolations(page)) broken.push(`${address}: ${violation}`)
      await picture(page, `phone-empty${address.replaceAll('/', '_')}`)
    }
    expect(broken).toEqual([])
    expect(faults.splice(0)).toEqual([])
  })

  test('before anyone has signed in is accessible', async () => {
    const { laris, browser } = stage()
    const { page, faults } = await openVisitor(browser, laris.url, { viewport: phone, expected: notSignedIn })
    await page.goto('/')
    await page.getByRole('heading', { name: 'Masuk ke Laris' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.getByLabel('Nama').fill('siapa')
    await page.getByLabel('Kata sandi').fill('bukan-kata-sandi')
    await page.getByRole('button', { name: 'Masuk' }).click()
    await page.getByRole('alert').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await picture(page, 'phone-moment-wrong-password')
    expect(faults).toEqual([])
  })
})
