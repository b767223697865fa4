import { beforeAll, expect, test } from 'vitest'
import { openExampleShop, until, type ExampleShop } from './harness/example-shop.ts'
import { tabTo } from './harness/keyboard.ts'
import { get } from './harness/owner.ts'
import { describeInBrowser } from './harness/suite.ts'
import { axeViolations, notSignedIn, openVisitor, phone, settle, type Visitor } from './harness/visitor.ts'

describeInBrowser('daily work', {}, (stage) => {
  let owner: Visitor
  let shop: ExampleShop

  beforeAll(async () => {
    const { laris, browser } = stage()
    // A lost connection is part of these stories.
    owner = await openVisitor(browser, laris.url, { expected: /ERR_INTERNET_DISCONNECTED/ })
    shop = await openExampleShop(owner.context, laris)
  })

  const conversations = () => get<{ items: { conversationId: string; customer: { name: string } }[] }>(owner.context.request, '/api/conversations', shop.businessId)
  const conversationOf = async (name: string) => {
    const found = (await conversations()).items.find((one) => one.customer.name === name)
    if (!found) throw new Error(`${name} has no conversation`)
    return found.conversationId
  }

  test('reaches, answers and takes over a conversation without a mouse', async () => {
    const { page } = owner
    await page.goto('/')
    await settle(page)
    await tabTo(page, 'Chat')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Chat', exact: true }).waitFor()
    await page.locator('[data-conversation]').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowDown')
    const name = await page.evaluate(() => document.activeElement?.querySelector('.truncate')?.textContent)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: name ?? '', level: 1 }).waitFor()
    await page.keyboard.press('r')
    await page.keyboard.type('Halo, ditulis tanpa tetikus')
    await page.keyboard.press('Enter')
    await page.locator('article', { hasText: 'Halo, ditulis tanpa tetikus' }).getByText('terkirim').waitFor()
    await tabTo(page, 'Serahkan ke asisten', { isBack: true })
    await page.keyboard.press('Enter')
    await page.getByText('Asisten menjawab chat ini.').waitFor()
    await page.getByRole('button', { name: 'Ambil alih' }).waitFor()
    await tabTo(page, 'Ambil alih')
    await page.keyboard.press('Enter')
    await page.getByText('Anda menjawab chat ini. Asisten diam.').first().waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Pintasan papan ketik' }).waitFor()
    await page.keyboard.press('Escape')
    expect(owner.faults.splice(0)).toEqual([])
  })

  test('keeps what was sent without a connection and delivers it exactly once', async () => {
    const { page, context } = owner
    const conversationId = await conversationOf('Dewi')
    await page.goto(`/chat/${conversationId}`)
    await settle(page)
    await context.setOffline(true)
    await page.getByLabel('Tulis balasan…').fill('Ditulis di lift')
    await page.keyboard.press('Enter')
    await page.getByText('Tersimpan di HP, dikirim saat online').waitFor()
    // The window is closed before the connection returns, and opened again.
    await page.goto('about:blank')
    await context.setOffline(false)
    await page.goto(`/chat/${conversationId}`)
    await page.locator('article', { hasText: 'Ditulis di lift' }).getByText('terkirim').waitFor()
    await page.reload()
    await settle(page)
    await page.locator('article', { hasText: 'Ditulis di lift' }).getByText('terkirim').waitFor()
    const { items } = await get<{ items: { text: string }[] }>(context.request, `/api/conversations/${conversationId}/messages`, shop.businessId)
    expect(items.filter(({ text }) => text === 'Ditulis di lift')).toHaveLength(1)
    expect(await page.getByRole('log').getByText('Ditulis di lift').count()).toBe(1)
    expect(owner.faults.splice(0)).toEqual([])
  })

  test('takes an import back, and the list is as before', async () => {
    const { page } = owner
    await page.goto('/jualan')
    await page.getByText('Es teh', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Impor' }).click()
    await page.getByRole('button', { name: 'Batalkan impor ini' }).click()
    await page.getByText('Impor dibatalkan. Semua kembali seperti semula.').first().waitFor()
    await page.goto('/jualan')
    await settle(page)
    expect(await page.getByText('Es teh', { exact: true }).count()).toBe(0)
    expect(owner.faults.splice(0)).toEqual([])
  })

  test('teaches the assistant, sees the difference first, and takes the lesson back', async () => {
    const { page } = owner
    const question = 'bisa bungkus kado kak?'
    await page.goto('/asisten')
    const log = page.getByRole('log')
    const ask = async () => {
      const count = await log.getByText('Salah? Ajari').count()
      await page.getByLabel('Tulis pertanyaan').fill(question)
      await page.getByRole('button', { name: 'Tanya' }).click()
      await expect.poll(() => log.getByText('Salah? Ajari').count()).toBe(count + 1)
    }
    await ask()
    const taught = 'Bisa, Kak. Bungkus kado Rp10.000 per paket.'
    expect(await log.getByText(taught).count()).toBe(0)
    await log.getByText('Salah? Ajari').click()
    const dialog = page.getByRole('dialog', { name: 'Ajari asisten' })
    await dialog.getByLabel('Jawab begini').fill(taught)
    await dialog.getByRole('button', { name: 'Lihat bedanya dulu' }).click()
    await dialog.getByText('Yang berubah').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Ajarkan' }).click()
    await page.getByText('Asisten sudah memakai jawaban ini.').waitFor()
    await ask()
    await log.getByText(taught).first().waitFor()
    await page.goto('/asisten/pelajaran')
    await page.getByRole('listitem').filter({ hasText: taught }).getByRole('button', { name: 'Batalkan' }).click()
    await page.getByText('Pelajaran dibatalkan.').waitFor()
    await page.goto('/asisten')
    await ask()
    expect(await log.getByText(taught).count()).toBe(0)
    expect(owner.faults.splice(0)).toEqual([])
  })

  test('shows an invited cashier what a cashier may do, and nothing else', async () => {
    const { laris, browser } = stage()
    const { page } = owner
    await page.goto('/pengaturan/anggota')
    await page.getByLabel('Nama yang diundang').fill('Wati')
    await page.getByLabel('Peran', { exact: true }).selectOption({ label: 'Kasir' })
    await page.getByRole('button', { name: 'Buat tautan' }).click()
    const link = (await page.locator('code').first().textContent()) ?? ''
    expect(link).toContain('/undangan/')

    const cashier = await openVisitor(browser, laris.url, { viewport: phone, expected: notSignedIn })
    await cashier.page.goto(new URL(link).pathname)
    await cashier.page.getByLabel('Nama Anda untuk masuk').fill('wati')
    await cashier.page.getByLabel('Kata sandi').fill('rahasia-kasir-77')
    await cashier.page.getByRole('button', { name: 'Gabung' }).click()
    await cashier.page.getByRole('heading', { name: 'Halo, wati' }).waitFor()
    const menu = cashier.page.getByRole('navigation', { name: 'Menu utama' })
    await settle(cashier.page)
    expect(await menu.getByRole('link').allTextContents()).toEqual(['Beranda', 'Jualan', 'Pelanggan', 'Promosi'])
    expect(await axeViolations(cashier.page)).toEqual([])

    await menu.getByRole('link', { name: 'Jualan' }).click()
    await cashier.page.getByRole('link', { name: 'Pesanan' }).click()
    await cashier.page.getByRole('link', { name: /Rp/ }).first().click()
    await cashier.page.getByLabel('Kurir').fill('JNE')
    await cashier.page.getByRole('button', { name: 'Simpan' }).click()
    await cashier.page.getByText('Pesanan tersimpan.').waitFor()
    await menu.getByRole('link', { name: 'Jualan' }).click()
    await cashier.page.getByText('Kemeja').first().waitFor()
    expect(await cashier.page.getByRole('link', { name: /Impor|Tambah barang/ }).count()).toBe(0)
    await cashier.page.goto('/lainnya')
    await settle(cashier.page)
    for (const closed of ['Kanal', 'Kunci API', 'Cadangan', 'Riwayat', 'Kesehatan', 'Asisten']) expect(await cashier.page.getByRole('link', { name: new RegExp(`^${closed}`) }).count(), closed).toBe(0)
    expect(cashier.faults.splice(0)).toEqual([])

    // Even by its address, chat stays closed: the server refuses, and the screen says so.
    const refused = await cashier.context.request.get('/api/conversations', { headers: { 'laris-business': shop.businessId } })
    expect(refused.status()).toBe(403)
    await cashier.page.goto('/chat')
    await cashier.page.getByRole('alert').waitFor()
    expect(owner.faults.splice(0)).toEqual([])
    await until(async () => (await get<{ items: unknown[] }>(owner.context.request, '/api/members', shop.businessId)).items.length === 2)
  })
})
