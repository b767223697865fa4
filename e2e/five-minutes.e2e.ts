import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { priceList, shopeeOrders, whatsappChat } from './harness/files-of-a-shop.ts'
import { get, owner } from './harness/owner.ts'
import { picture } from './harness/pictures.ts'
import { startShopPage } from './harness/shop-page.ts'
import { describeInBrowser } from './harness/suite.ts'
import { notSignedIn, openVisitor, phone } from './harness/visitor.ts'

/**
 * Seconds that a person needs, after Card, Moran and Newell's keystroke-level model: 1.35 to make up one's mind, 1.1 to
 * reach a place on the screen, and 0.5 a letter on a phone's keyboard, twice their average typist. Reckoned, not measured
 * on people; what Laris itself takes is measured and added.
 */
const thinking = 1.35
const reaching = 1.1
const letter = 0.5
const choosingFiles = 20

describeInBrowser('five minutes', {}, (stage) => {
  test('from files and a phone to catalogue, customers, stock, orders, a counter sale and a chat order', { timeout: 240_000 }, async () => {
    const { laris, browser } = stage()
    const { page, context, faults } = await openVisitor(browser, laris.url, { viewport: phone, hasTouch: true, expected: notSignedIn })
    const person = aPerson()
    const steps: { step: string; machine: number; person: number }[] = []
    let number = 0
    const step = async (name: string, work: () => Promise<void>): Promise<void> => {
      const [before, started] = [person.seconds, performance.now()]
      await work()
      steps.push({ step: name, machine: (performance.now() - started) / 1_000, person: person.seconds - before })
      await picture(page, `five-minutes-${++number}-${name.replaceAll(' ', '-')}`)
    }

    await step('business and login', async () => {
      await page.goto(laris.startUrl)
      await person.type(page.getByLabel('Nama usaha'), 'Dapur Bu Sri')
      await person.tap(page.getByText('Kuliner', { exact: true }))
      await person.type(page.getByLabel('Nama Anda untuk masuk'), owner.username)
      await person.type(page.getByLabel('Kata sandi'), owner.password)
      await person.tap(page.getByRole('button', { name: 'Mulai' }))
      await page.getByRole('heading', { name: 'Halo, sri' }).waitFor()
    })

    await step('catalogue and stock from a price list', async () => {
      await person.tap(page.getByRole('link', { name: /Masukkan daftar harga/ }))
      await person.chooseFiles(page, [priceList()])
      await person.tap(page.getByRole('button', { name: 'Masukkan 5 barang' }))
      await page.getByText('5 masuk, 0 diperbarui, 0 dilewati.').first().waitFor()
    })

    await step('customers from a chat and orders from a file', async () => {
      await person.chooseFiles(page, [whatsappChat(), shopeeOrders()])
      await page.getByText('300 pesanan, 5 varian cocok').waitFor()
      // Recognised by the name of the business.
      expect(await page.getByLabel(/Dapur Bu Sri/).isChecked()).toBe(true)
      await person.tap(page.getByRole('button', { name: 'Ambil pelanggan dan pertanyaan' }))
      await person.tap(page.getByRole('button', { name: 'Masukkan 300 pesanan' }))
      await page.getByText('300 masuk, 0 diperbarui, 0 dilewati.').first().waitFor()
      await page.getByText(/^5 masuk, 0 diperbarui/).nth(1).waitFor()
    })

    await step('first counter sale', async () => {
      await person.tap(page.getByRole('link', { name: 'Jualan', exact: true }).last())
      await person.tap(page.getByRole('link', { name: 'Kasir' }))
      await person.tap(page.getByRole('button', { name: /Sagu Keju 250 gram/ }).first())
      await person.tap(page.getByRole('button', { name: /^Bayar Rp/ }))
      await person.tap(page.getByRole('button', { name: 'Uang pas' }))
      await person.tap(page.getByRole('button', { name: 'Selesai' }))
      await page.getByText('Penjualan tersimpan').waitFor()
      await page.getByText('Semua sudah terkirim').waitFor()
    })

    let embedCode = ''
    await step('web chat for the shop page', async () => {
      await person.tap(page.getByRole('button', { name: 'Penjualan berikutnya' }))
      await person.tap(page.getByRole('link', { name: 'Jualan', exact: true }).first())
      await person.tap(page.getByRole('link', { name: 'Beranda' }))
      await person.tap(page.getByRole('link', { name: /Sambungkan kanal/ }))
      await person.tap(page.getByRole('button', { name: 'Sambungkan' }).first())
      await person.tap(page.getByRole('dialog').getByRole('button', { name: 'Sambungkan' }))
      await page.getByText('Tersambung', { exact: true }).waitFor()
      embedCode = (await page.locator('code').first().textContent()) ?? ''
    })

    await using shopPage = await startShopPage(laris.url, embedCode)
    const customer = await openVisitor(browser, laris.url)
    await step('first chat order', async () => {
      await customer.page.goto(shopPage.url)
      await customer.page.getByRole('button', { name: 'Buka chat' }).click()
      const chat = customer.page.frameLocator('iframe')
      const log = chat.getByRole('log', { name: 'Percakapan' })
      const say = async (words: string, answer: RegExp) => {
        await person.type(chat.locator('#text'), words)
        await customer.page.keyboard.press('Enter')
        await log.getByText(answer).last().waitFor()
      }
      await say('mau pesan nastar 500 gram 2 ya kak', /balas YA/)
      await say('ya', /Pesanan .*(?:kami catat|dicatat|tercatat)|Nomor pesanan/i)
      await picture(customer.page, 'five-minutes-chat-of-the-customer')
      await person.tap(page.getByRole('navigation', { name: 'Menu utama' }).getByRole('link', { name: 'Jualan' }))
      await person.tap(page.getByRole('link', { name: 'Pesanan', exact: true }))
      await page.getByRole('link', { name: /Rp ?170\.000/ }).first().waitFor()
    })

    const me = await get<{ businesses: { businessId: string; isDemo: boolean }[] }>(context.request, '/api/me', '')
    const businessId = me.businesses[0].businessId
    const list = <T>(path: string) => get<{ items: T[] }>(context.request, path, businessId).then((answer) => answer.items)
    expect(await list('/api/products')).toHaveLength(5)
    const stock = await list<{ name: string; onHand: number; reserved: number }>('/api/stock')
    expect(stock.find((item) => item.name.startsWith('Sagu Keju'))).toMatchObject({ onHand: 29 })
    expect(stock.find((item) => item.name.startsWith('Nastar'))).toMatchObject({ onHand: 24, reserved: 2 })
    expect((await list('/api/customers?limit=200')).length).toBeGreaterThanOrEqual(95)
    expect(await list<{ source: string }>('/api/orders?source=shopee&limit=200')).toHaveLength(200)
    expect(await list('/api/orders?source=kasir')).toHaveLength(1)
    expect(await list('/api/orders?source=chat')).toMatchObject([{ total: 170_000 }])

    const sum = (part: 'machine' | 'person') => steps.reduce((all, one) => all + one[part], 0)
    const seconds = (value: number) => `${value.toFixed(1)} s`.padStart(8)
    process.stdout.write(['', 'five minutes: what Laris took (measured) and what a person needs (reckoned)', ...steps.map((one) => `${one.step.padEnd(48)}${seconds(one.machine)}${seconds(one.person)}`), `${'together'.padEnd(48)}${seconds(sum('machine'))}${seconds(sum('person'))}`, ''].join('\n'))
    expect(sum('machine') + sum('person')).toBeLessThan(300)
    expect(faults).toEqual([])
    expect(customer.faults).toEqual([])
  })
})

/** Does what is asked at the speed of the machine, and counts what it would cost a person. */
function aPerson() {
  const person = {
    seconds: 0,
    async tap(target: Locator): Promise<void> {
      person.seconds += thinking + reaching
      await target.click()
    },
    async type(target: Locator, text: string): Promise<void> {
      person.seconds += thinking + reaching + text.length * letter
      await target.fill(text)
    },
    async chooseFiles(page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
      person.seconds += choosingFiles
      await page.locator('input[type=file]').setInputFiles(files)
    },
  }
  return person
}
