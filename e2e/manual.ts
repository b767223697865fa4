import { createRequire } from 'node:module'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { APIRequestContext, Browser, Page } from 'playwright-core'
import type Sharp from 'sharp'
import { buildWeb } from '../server/src/web-build.ts'
import { findBrowser, launchBrowser } from './harness/browser.ts'
import { pictureExampleShop } from './harness/example-shop-pictures.ts'
import { until } from './harness/example-shop.ts'
import { pictureMorning } from './harness/fixed-clock.ts'
import { startLaris, type RunningLaris } from './harness/laris.ts'
import { get, owner, post } from './harness/owner.ts'
import { startShopPage } from './harness/shop-page.ts'
import { desktop, openVisitor, phone, settle } from './harness/visitor.ts'

// Sharp belongs to the server's packages.
const sharp = createRequire(new URL('../server/package.json', import.meta.url))('sharp') as typeof Sharp
const folder = join(import.meta.dirname, '../docs/manual/id/images')
const clock = join(import.meta.dirname, 'harness/fixed-clock.ts')

const priceList = ['MINUMAN', 'Es teh 5rb', 'Es jeruk 7rb', 'Kopi susu 15.000', 'JAJAN', 'Lumpia goreng 12rb', 'Lumpia basah 12rb', 'Wingko babat isi 10 Rp 35.000,-', 'Bandeng presto tanya', 'NASI KOTAK', 'Paket ayam goreng 25rb', 'Paket bandeng 32rb'].join('\n')

const customers = [
  ['Rina', 'kak lumpia goreng 5 berapa?'],
  ['Pak Agus', 'bisa bayar pakai qris?'],
  ['Dewi', 'paket ayam goreng 30 kotak buat hari sabtu bisa?'],
  ['Bu Lestari', 'kemarin wingkonya ada yang penyok, kecewa saya'],
  ['Hendra', 'es jeruk masih ada? pinten regane'],
  ['Maya', 'buka jam berapa hari minggu?'],
] as const

process.exitCode = await main()

/** Takes every picture of the manual: one day of a new shop, then a shop with a year behind it. */
async function main(): Promise<number> {
  if (!(await findBrowser())) {
    process.stderr.write('skipped: no browser. Set LARIS_BROWSER to a Chromium, or install the optional @sparticuz/chromium.\n')
    return 0
  }
  await buildWeb()
  await using laris = await startLaris({ env: { LARIS_E2E_CLOCK: 'fixed' }, nodeArgs: ['--import', clock] })
  const browser = await launchBrowser()
  try {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    await takePictures(laris, browser)
    return 0
  } finally {
    await browser.close()
  }
}

async function takePictures(laris: RunningLaris, browser: Browser): Promise<void> {
  const { context, page } = await openVisitor(browser, laris.url, { viewport: phone, deviceScaleFactor: 2 })
  await context.clock.setFixedTime(pictureMorning + 5 * 60_000)
  const businessId = await setUp(page, laris)
  const { request } = context

  const widgetKey = await connectWebChat(page)
  await using shopPage = await startShopPage(laris.url, `<script async src="${laris.url}/widget/laris.js" data-key="${widgetKey}"></script>`)
  await customersWrite(request, businessId, widgetKey)
  await askOnTheShopsPage(browser, laris, shopPage.url)

  await page.goto('/chat')
  await settle(page)
  await page.locator('[data-conversation]').nth(5).waitFor()
  await shoot(page, '12-daftar-chat')
  await page.getByRole('link', { name: /Bu Lestari/ }).click()
  await page.getByRole('log').waitFor()
  await settle(page)
  await shoot(page, '13-perlu-anda')
  await page.getByRole('button', { name: 'Ambil alih' }).click()
  await page.getByRole('button', { name: 'Ambil alih' }).waitFor({ state: 'detached' })
  await page.getByLabel('Tulis balasan…').fill('Maaf sekali, Bu. Wingkonya kami ganti, diantar sore ini ya.')
  await page.getByRole('button', { name: 'Kirim', exact: true }).click()
  await page.locator('article', { hasText: 'Wingkonya kami ganti' }).getByText('terkirim').waitFor()
  await page.reload()
  await settle(page)
  await page.locator('article', { hasText: 'Wingkonya kami ganti' }).waitFor()
  await shoot(page, '14-ambil-alih')
  await page.getByRole('button', { name: 'Catatan', exact: true }).click()
  await page.getByLabel('Tulis catatan untuk tim…').fill('Ganti satu dus wingko, antar jam 16.00.')
  await shoot(page, '15-catatan')

  await page.setViewportSize(desktop)
  await page.reload()
  await settle(page)
  await page.getByRole('log').waitFor()
  await shoot(page, '16-chat-di-laptop')
  await page.goto('/')
  await settle(page)
  await shoot(page, '17-beranda-di-laptop')
  await page.setViewportSize(phone)
  await shoot(page, '18-beranda')

  await page.goto('/pengaturan/anggota')
  await page.getByLabel('Nama yang diundang').fill('Wati')
  await page.getByLabel('Peran', { exact: true }).selectOption({ label: 'Kasir' })
  await shoot(page, '19-undang-pegawai')
  await page.goto('/pengaturan/cadangan')
  await page.getByRole('button', { name: 'Buat cadangan sekarang' }).click()
  await page.getByRole('link', { name: /Unduh/ }).first().waitFor()
  await settle(page)
  await shoot(page, '20-cadangan')
  await page.goto('/lainnya')
  await settle(page)
  await shoot(page, '21-lainnya')
  await pictureExampleShop(page, shoot)
}

/** First screen, price list, facts, the assistant. */
async function setUp(page: Page, laris: RunningLaris): Promise<string> {
  await page.goto(laris.startUrl)
  await page.getByLabel('Nama usaha').fill('Dapur Bu Sri')
  await page.getByLabel('Nama Anda untuk masuk').fill(owner.username)
  await page.getByLabel('Kata sandi').fill(owner.password)
  await page.evaluate(() => scrollTo(0, 0))
  await shoot(page, '01-mulai')
  await page.getByRole('button', { name: 'Mulai' }).click()
  await page.getByRole('heading', { name: 'Halo, sri' }).waitFor()
  await settle(page)
  await shoot(page, '02-panduan-awal')

  await page.goto('/jualan/impor')
  await page.getByLabel('Tempel daftar harga').fill(priceList)
  await shoot(page, '03-tempel-daftar-harga')
  await page.getByRole('button', { name: 'Baca teks ini' }).click()
  await page.getByText(/perlu dicek/).first().waitFor()
  await shoot(page, '04-pratinjau')
  await page.getByLabel(/Harga ini berapa\?.*Bandeng presto/).fill('85rb')
  await page.getByRole('button', { name: /^Masukkan \d+ barang/ }).click()
  await page.getByText(/masuk, 0 diperbarui/).first().waitFor()
  await shoot(page, '05-sudah-masuk')
  await page.getByRole('link', { name: 'Lihat daftarnya' }).click()
  await page.getByText('Wingko babat').first().waitFor()
  await shoot(page, '06-daftar-barang')

  await page.goto('/pengaturan/info-toko')
  await page.getByLabel('Alamat').fill('Jl. Pandanaran 10, Semarang')
  await page.getByLabel('Petunjuk jalan').fill('Sebelah kantor pos, cat hijau')
  await page.getByLabel('Telepon').fill('0812 0000 1234')
  await page.getByLabel('Senin', { exact: true }).fill('08.00-17.00')
  await page.getByRole('button', { name: 'Samakan semua hari dengan Senin' }).click()
  await page.getByLabel('Minggu', { exact: true }).fill('09.00-14.00')
  await page.getByLabel('Cara bayar').fill('Transfer BCA\nQRIS\nTunai')
  await page.getByRole('button', { name: 'Simpan' }).click()
  await page.getByText('Info toko tersimpan.').waitFor()
  await page.reload()
  await settle(page)
  await shoot(page, '07-info-toko')

  await page.goto('/asisten')
  await page.getByLabel('Tulis pertanyaan').fill('lumpia goreng 3 sama es teh 2 berapa kak?')
  await page.getByRole('button', { name: 'Tanya' }).click()
  await page.getByText(/Dijawab dari/).click()
  await page.mouse.wheel(0, 60)
  await shoot(page, '08-coba-asisten')
  await page.getByText('Salah? Ajari').click()
  const dialog = page.getByRole('dialog', { name: 'Ajari asisten' })
  await dialog.getByLabel('Kalau pelanggan bertanya').fill('bisa bungkus kado?')
  await dialog.getByLabel('Jawab begini').fill('Bisa, Kak. Bungkus kado Rp10.000 per paket.')
  await shoot(page, '09-ajari')
  await dialog.getByRole('button', { name: 'Ajarkan' }).click()
  await page.getByText('Asisten sudah memakai jawaban ini.').waitFor()
  return page.evaluate(() => localStorage.getItem('laris.business') ?? '')
}

async function connectWebChat(page: Page): Promise<string> {
  await page.goto('/pengaturan/kanal')
  await page.getByRole('button', { name: 'Sambungkan' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sambungkan' }).click()
  await page.getByText('Tersambung', { exact: true }).waitFor()
  await page.reload()
  await settle(page)
  await shoot(page, '10-kanal')
  return /data-key="([^"]+)"/.exec((await page.locator('code').first().textContent()) ?? '')?.[1] ?? ''
}

async function customersWrite(request: APIRequestContext, businessId: string, widgetKey: string): Promise<void> {
  for (const [name, text] of customers) {
    const { visitorToken } = await post<{ visitorToken: string }>(request, `/api/webchat/${widgetKey}/visitors`, {})
    await post(request, `/api/webchat/${widgetKey}/form`, { visitorToken, name, hasConsented: false })
    await post(request, `/api/webchat/${widgetKey}/messages`, { visitorToken, clientId: crypto.randomUUID(), text })
    await until(async () => (await get<{ items: { from: string }[] }>(request, `/api/webchat/${widgetKey}/messages?visitorToken=${encodeURIComponent(visitorToken)}`, businessId)).items.some(({ from }) => from === 'shop'))
  }
}

async function askOnTheShopsPage(browser: Browser, laris: RunningLaris, url: string): Promise<void> {
  const { context, page } = await openVisitor(browser, laris.url, { viewport: { width: 820, height: 640 } })
  await page.goto(url)
  await page.getByRole('button', { name: 'Buka chat' }).click()
  const chat = page.frameLocator('iframe')
  await chat.getByLabel('Tulis pesan').fill('kopi susu brp ya? buka sampe jam brp?')
  await chat.getByLabel('Tulis pesan').press('Enter')
  await chat.getByText(/15\.000/).waitFor()
  await shoot(page, '11-chat-di-situs')
  await context.close()
}

/** Small files: the manual is read on phones. */
async function shoot(page: Page, name: string): Promise<void> {
  // Messages at the bottom have gone, and nothing blinks.
  await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined))
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  await writeFile(join(folder, `${name}.webp`), await sharp(picture).resize({ width: Math.min((page.viewportSize()?.width ?? 0) * 2, 1_280), withoutEnlargement: true }).webp({ quality: 78, effort: 6 }).toBuffer())
}
