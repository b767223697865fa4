import { beforeAll, expect, test } from 'vitest'
import { openExampleShop } from './harness/example-shop.ts'
import { describeInBrowser } from './harness/suite.ts'
import { axeViolations, openVisitor, phone, settle, type Visitor } from './harness/visitor.ts'

describeInBrowser('without a network', {}, (stage) => {
  let owner: Visitor

  beforeAll(async () => {
    const { laris, browser } = stage()
    owner = await openVisitor(browser, laris.url, { viewport: phone, expected: /ERR_INTERNET_DISCONNECTED|Tidak ada sambungan/ })
    await openExampleShop(owner.context, laris)
  })

  test('opens the app’s own files, keeps no answer, and comes back with one tap', async () => {
    const { page, context } = owner
    await page.goto('/pelanggan')
    await settle(page)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await page.goto('/chat')
    await settle(page)
    const kept = await page.evaluate(async () => {
      const names = await caches.keys()
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
      return requests.flat().map((request) => new URL(request.url).pathname)
    })
    expect(kept).toContain('/index.html')
    expect(kept.filter((path) => /^\/(api|widget|hooks)\//.test(path))).toEqual([])
    await context.setOffline(true)
    await page.goto('/pelanggan')
    await page.getByText('Tidak ada sambungan ke Laris').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Coba lagi' }).click()
    await page.getByRole('list', { name: 'Daftar pelanggan' }).waitFor()
    expect(owner.faults.splice(0)).toEqual([])
  })

  test('can be installed', async () => {
    const { page, context } = owner
    await page.goto('/')
    await settle(page)
    const browser = await context.newCDPSession(page)
    expect((await browser.send('Page.getAppManifest')).errors).toEqual([])
    // The only objection is that this is a private window.
    const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors')
    expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito'])
  })
})
