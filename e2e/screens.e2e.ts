import { beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './harness/browser.ts'
import { openExampleShop } from './harness/example-shop.ts'
import { workIn } from './harness/owner.ts'
import { picture } from './harness/pictures.ts'
import { screenAddresses } from './harness/screens.ts'
import { describeInBrowser } from './harness/suite.ts'
import { axeViolations, desktop, moveHouse, openVisitor, phone, settle, showIn, wideElements, type Visitor } from './harness/visitor.ts'

const isWholeRun = process.env['E2E_ALL'] === '1'

describeInBrowser('every screen', {}, (stage) => {
  let visitor: Visitor
  let addresses: string[] = []
  let businessId = ''

  beforeAll(async () => {
    const { laris, browser } = stage()
    visitor = await openVisitor(browser, laris.url)
    ;({ businessId } = await openExampleShop(visitor.context, laris))
    addresses = await screenAddresses(visitor.context.request, businessId)
  })

  for (const [size, viewport] of Object.entries({ phone, desktop })) {
    test(`is accessible, quiet and no wider than a ${size}, in light and in dark`, async () => {
      const { page, faults } = visitor
      const broken: string[] = []
      await page.setViewportSize(viewport)
      await moveHouse(page.context())
      for (const address of addresses) {
        await page.emulateMedia({ colorScheme: 'light' })
        await page.goto(address)
        await settle(page)
        for (const colorScheme of ['light', 'dark'] as const) {
          await showIn(page, colorScheme)
          const where = `${size} ${colorScheme} ${address}`
          for (const violation of await axeViolations(page)) broken.push(`${where}: ${violation}`)
          await picture(page, `${size}-${colorScheme}${nameOf(address)}`)
        }
        for (const element of await wideElements(page)) broken.push(`${size} ${address}: wider than the window: ${element}`)
      }
      expect(broken).toEqual([])
      expect(faults.splice(0)).toEqual([])
    })
  }

  test.runIf(isWholeRun)('speaks English when asked to, and stays accessible', async () => {
    const { page, faults } = visitor
    await page.setViewportSize(phone)
    await page.goto('/')
    await page.evaluate(() => localStorage.setItem('laris.language', 'en'))
    const broken: string[] = []
    await moveHouse(page.context())
    for (const address of addresses) {
      await page.goto(address)
      await settle(page)
      for (const violation of await axeViolations(page)) broken.push(`${address}: ${violation}`)
      for (const element of await wideElements(page)) broken.push(`${address}: wider than the window: ${element}`)
      await picture(page, `english${nameOf(address)}`)
    }
    await page.evaluate(() => localStorage.removeItem('laris.language'))
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    expect(broken).toEqual([])
    expect(faults.splice(0)).toEqual([])
  })

  test.runIf(isWholeRun)('can be read with text at twice its size', async () => {
    // As people set it: in the browser, so that layouts for wide windows give way too.
    const browser = await launchBrowser(['--blink-settings=defaultFontSize=32'])
    const { page, faults } = await openVisitor(browser, stage().laris.url, { storageState: await visitor.context.storageState() })
    await workIn(page.context(), businessId)
    const broken: string[] = []
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport)
      await moveHouse(page.context())
      for (const address of addresses) {
        await page.goto(address)
        await settle(page)
        for (const violation of await axeViolations(page)) broken.push(`${viewport.width} ${address}: ${violation}`)
        for (const element of await wideElements(page)) broken.push(`${viewport.width} ${address}: wider than the window: ${element}`)
        await picture(page, `large-${viewport.width}${nameOf(address)}`)
      }
    }
    await browser.close()
    expect(broken).toEqual([])
    expect(faults).toEqual([])
  })
})

/** A file name of an address: ids of rows say nothing. */
function nameOf(address: string): string {
  return address.replace(/[0-9a-f]{8}-[0-9a-f-]{27,}/g, 'id').replace(/undangan\/.*/, 'undangan').replaceAll('/', '_')
}
