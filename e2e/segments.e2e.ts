import { expect, test } from 'vitest'
import { get, post, signUp, workIn } from './harness/owner.ts'
import { picture } from './harness/pictures.ts'
import { describeInBrowser } from './harness/suite.ts'
import { axeViolations, desktop, openVisitor, phone, settle, wideElements } from './harness/visitor.ts'

describeInBrowser('groups of customers by conditions in conditions', {}, (stage) => {
  test('a negated set in a set is counted, read out, taken away, brought back and kept', { timeout: 120_000 }, async () => {
    const { laris, browser } = stage()
    const { page, context, faults } = await openVisitor(browser, laris.url, { viewport: phone, hasTouch: true })
    const businessId = await signUp(context, laris)
    await workIn(context, businessId)
    const product = await post<{ variants: { variantId: string }[] }>(context.request, '/api/products', { name: 'Nastar', category: '', description: '', variants: [{ name: '', price: 85_000, stock: 9, weightGrams: 500 }] }, businessId)
    const lines = [{ variantId: product.variants[0]?.variantId, quantity: 1 }]
    const { config } = await post<{ config: { widgetKey: string } }>(context.request, '/api/channels', { type: 'webchat', settings: { name: 'Chat di situs' } }, businessId)
    for (let count = 0; count < 3; count++) {
      const { visitorToken } = await post<{ visitorToken: string }>(context.request, `/api/webchat/${config.widgetKey}/visitors`, {})
      await post(context.request, `/api/webchat/${config.widgetKey}/messages`, { visitorToken, clientId: crypto.randomUUID(), text: 'Halo' })
    }
    const customers = async () => (await get<{ items: { customerId: string }[] }>(context.request, '/api/customers', businessId)).items
    await expect.poll(async () => (await customers()).length, { timeout: 30_000 }).toBe(3)
    const buyers = [['Rini', 'Jakarta'], ['Tono', 'Kendal'], ['Wati', 'Semarang']] as const
    for (const [index, { customerId }] of (await customers()).entries()) {
      const [name, city] = buyers[index] ?? buyers[0]
      await context.request.patch(`/api/customers/${customerId}`, { data: { name }, headers: { 'laris-business': businessId } })
      await post(context.request, '/api/orders', { customerId, customerName: name, phone: `08123456789${index}`, delivery: 'ship', shippingFee: 0, address: 'Jl. Mawar 5', city, lines }, businessId)
    }
    // Orders reach the profiles by a job.
    const oneOrder = async () => (await get<{ items: { segmentId: string; members: number }[] }>(context.request, '/api/segments', businessId)).items.find(({ segmentId }) => segmentId === 'baru-sekali')?.members
    await expect.poll(oneOrder, { timeout: 30_000 }).toBe(3)
    await page.goto('/pelanggan/kelompok/baru')
    await page.getByLabel('Nama kelompok').fill('Bukan Jakarta atau Kendal')
    const first = page.getByRole('group', { name: 'Syarat 1', exact: true })
    await first.getByLabel('Nilai').fill('1')
    await page.getByText('3 orang cocok').waitFor()

    // By keyboard: the new set opens with its first condition in focus.
    await page.getByRole('button', { name: 'Tambah kumpulan syarat' }).press('Enter')
    const set = page.getByRole('group', { name: 'Kumpulan syarat 2', exact: true })
    const inner = set.getByRole('group', { name: 'Syarat 2.1', exact: true })
    expect(await inner.getByLabel('Syarat').evaluate((element) => element === document.activeElement)).toBe(true)
    await inner.getByLabel('Syarat').selectOption('place')
    await inner.getByLabel('Nilai').fill('Jakarta')
    await page.getByText('1 orang cocok').waitFor()
    await set.getByLabel('Bukan', { exact: false }).first().check()
    await page.getByText('2 orang cocok').waitFor()

    await set.getByRole('button', { name: 'Tambah kumpulan syarat: Kumpulan syarat 2' }).click()
    const deepest = set.getByRole('group', { name: 'Syarat 2.2.1', exact: true })
    await deepest.getByLabel('Syarat').selectOption('place')
    await deepest.getByLabel('Nilai').fill('Kendal')
    await page.getByText('1 orang cocok').waitFor()
    await page.getByText('Artinya: pesanan minimal 1 dan bukan: (tempat Jakarta atau tempat Kendal).').waitFor()
    expect(await set.getByRole('button', { name: /^Tambah kumpulan syarat/ }).count()).toBe(1)
    for (const [name, viewport] of Object.entries({ 360: phone, 1280: desktop })) {
      await page.setViewportSize(viewport)
      await settle(page)
      expect(await axeViolations(page)).toEqual([])
      expect(await wideElements(page)).toEqual([])
      await set.scrollIntoViewIfNeeded()
      await picture(page, `segment-sets-${name}`)
      await deepest.getByLabel('Nilai').scrollIntoViewIfNeeded()
      await picture(page, `segment-sets-deep-${name}`)
    }
    await page.setViewportSize(phone)

    await page.getByRole('button', { name: 'Hapus kumpulan: Kumpulan syarat 2', exact: true }).click()
    await page.getByText('3 orang cocok').waitFor()
    await page.getByRole('status').getByRole('button', { name: 'Batalkan' }).click()
    await page.getByText('1 orang cocok').waitFor()
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByRole('heading', { name: 'Bukan Jakarta atau Kendal' }).waitFor()
    await page.getByText('Wati').waitFor()
    expect(await page.getByText('Rini').count()).toBe(0)

    await page.getByRole('link', { name: 'Ubah kelompok' }).click()
    await page.getByText('1 orang cocok').waitFor()
    await page.getByLabel('Nama kelompok').fill('Dua kali pesan')
    await page.getByRole('group', { name: 'Syarat 1', exact: true }).getByLabel('Nilai').fill('2')
    await page.getByText('0 orang cocok').waitFor()
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByRole('heading', { name: 'Dua kali pesan', level: 1 }).waitFor()
    await page.getByRole('status').getByRole('button', { name: 'Batalkan' }).click()
    await page.getByRole('heading', { name: 'Bukan Jakarta atau Kendal' }).waitFor()
    await page.getByText('Wati').waitFor()
    expect(faults).toEqual([])
  })
})
