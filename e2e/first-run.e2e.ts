import { expect, test } from 'vitest'
import { owner } from './harness/owner.ts'
import { startShopPage } from './harness/shop-page.ts'
import { describeInBrowser } from './harness/suite.ts'
import { axeViolations, notSignedIn, openVisitor, phone } from './harness/visitor.ts'

const priceList = ['MINUMAN', 'Es teh 5rb', 'Kopi susu 15.000', 'JAJAN', 'Lumpia goreng 12rb', 'Wingko babat isi 10 Rp 35.000,-', 'Bandeng presto tanya'].join('\n')

describeInBrowser('the first day of a shop', {}, (stage) => {
  test('goes from the first screen to a customer who is answered by the assistant, then by a person', { timeout: 180_000 }, async () => {
    const { laris, browser } = stage()
    const { page, faults } = await openVisitor(browser, laris.url, { viewport: phone, hasTouch: true, expected: notSignedIn })

    // First run: the business and its owner on one page.
    await page.goto(laris.startUrl)
    await page.getByLabel('Nama usaha').fill('Dapur Bu Sri')
    await page.getByText('Kuliner', { exact: true }).click()
    await page.getByLabel('Nama Anda untuk masuk').fill(owner.username)
    await page.getByLabel('Kata sandi').fill(owner.password)
    await page.getByRole('button', { name: 'Mulai' }).click()
    await page.getByRole('heading', { name: 'Halo, sri' }).waitFor()
    await page.getByText('0 dari 5 langkah selesai').waitFor()

    // The price list, pasted as it stands in a chat; the unclear price is asked for.
    await page.getByRole('link', { name: /Masukkan daftar harga/ }).click()
    await page.getByLabel('Tempel daftar harga').fill(priceList)
    await page.getByRole('button', { name: 'Baca teks ini' }).click()
    await page.getByText('4 dikenali, 1 perlu dicek.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.getByLabel(/Harga ini berapa\?.*Bandeng/).fill('85rb')
    await page.getByRole('button', { name: 'Masukkan 5 barang' }).click()
    await page.getByText('5 masuk, 0 diperbarui, 0 dilewati.').first().waitFor()
    await page.getByRole('link', { name: 'Lihat daftarnya' }).click()
    await page.getByRole('link', { name: /Bandeng presto/ }).getByText('Rp 85.000').waitFor()

    // What the shop says about itself.
    await page.getByRole('link', { name: 'Beranda' }).click()
    await page.getByRole('link', { name: /Isi info toko/ }).click()
    await page.getByLabel('Alamat').fill('Jl. Pandanaran 10, Semarang')
    await page.getByLabel('Senin', { exact: true }).fill('08.00-17.00')
    await page.getByRole('button', { name: 'Samakan semua hari dengan Senin' }).click()
    await page.getByLabel('Cara bayar').fill('Transfer BCA\nQRIS')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Info toko tersimpan.').waitFor()

    // The assistant, beside what its answer rests on.
    await page.getByRole('link', { name: 'Beranda' }).click()
    await page.getByRole('link', { name: /Coba asisten/ }).click()
    await page.getByLabel('Tulis pertanyaan').fill('lumpia goreng 3 berapa kak?')
    await page.getByRole('button', { name: 'Tanya' }).click()
    await page.getByText(/Rp ?36\.000/).waitFor()
    await page.getByText(/Dijawab dari/).click()
    await page.getByText(/Lumpia goreng.*12\.000/).first().waitFor()

    // The web chat: one line of code.
    await page.getByRole('link', { name: 'Beranda' }).click()
    await page.getByRole('link', { name: /Sambungkan kanal/ }).click()
    await page.getByRole('button', { name: 'Sambungkan' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sambungkan' }).click()
    await page.getByText('Tersambung', { exact: true }).waitFor()
    const embedCode = (await page.locator('code').first().textContent()) ?? ''
    await using shopPage = await startShopPage(laris.url, embedCode)

    // A customer on the shop's page, by keyboard alone.
    const customer = await openVisitor(browser, laris.url)
    await customer.page.goto(shopPage.url)
    await customer.page.getByRole('button', { name: 'Buka chat' }).waitFor()
    await customer.page.keyboard.press('Tab')
    await customer.page.keyboard.press('Enter')
    const chat = customer.page.frameLocator('iframe')
    const log = chat.getByRole('log', { name: 'Percakapan' })
    await log.getByText('ada yang bisa dibantu').waitFor()
    await expect.poll(() => customer.page.frames()[1]?.evaluate(() => document.activeElement?.id)).toBe('text')
    await customer.page.keyboard.type('kopi susu brp ya?')
    await customer.page.keyboard.press('Enter')
    await log.getByText(/Rp ?15\.000/).waitFor()

    // The owner sees both, takes over, answers; the customer reads it; the assistant takes the chat back.
    await page.getByRole('navigation', { name: 'Menu utama' }).getByRole('link', { name: 'Chat' }).click()
    await page.getByRole('link', { name: /Rp ?15\.000/ }).click()
    await page.getByRole('log').getByText('kopi susu brp ya?').waitFor()
    await page.getByRole('button', { name: 'Ambil alih' }).click()
    await page.getByText('Anda menjawab chat ini. Asisten diam.').first().waitFor()
    await page.getByLabel('Tulis balasan…').fill('Halo, saya Bu Sri. Mau dikirim hari ini?')
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
    await log.getByText('Halo, saya Bu Sri. Mau dikirim hari ini?').waitFor()
    await page.locator('article', { hasText: 'Halo, saya Bu Sri' }).getByText('dibaca').waitFor()

    await customer.page.keyboard.type('iya, es teh berapa?')
    await customer.page.keyboard.press('Enter')
    await page.getByRole('log').getByText('iya, es teh berapa?').waitFor()
    await page.waitForTimeout(1_000)
    expect(await log.getByText(/Rp ?5\.000/).count()).toBe(0)

    await page.getByRole('button', { name: 'Serahkan ke asisten' }).click()
    await page.getByText('Asisten menjawab chat ini.').waitFor()
    await customer.page.keyboard.type('es teh berapa?')
    await customer.page.keyboard.press('Enter')
    await log.getByText(/Rp ?5\.000/).waitFor()

    expect(faults).toEqual([])
    expect(customer.faults).toEqual([])
  })
})
