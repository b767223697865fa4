import axe from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

export const phone = { width: 360, height: 740 }
export const desktop = { width: 1280, height: 800 }

/** What a browser says when the app asks who is signed in and nobody is. */
export const notSignedIn = /status of 401/

export interface Visitor {
  context: BrowserContext
  page: Page
  /** What a healthy run has none of: console errors, refused scripts, dialogs, requests that leave this machine. */
  faults: string[]
}

/** A person with a browser of their own. `expected` are console errors that a test provokes on purpose. */
export async function openVisitor(browser: Browser, baseURL: string, options: BrowserContextOptions & { expected?: RegExp } = {}): Promise<Visitor> {
  const { expected, ...given } = options
  const context = await browser.newContext({ baseURL, locale: 'id-ID', timezoneId: 'Asia/Jakarta', viewport: desktop, reducedMotion: 'reduce', ...given })
  const faults: string[] = []
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`CSP ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`))
  })
  const watch = (page: Page) => {
    page.on('console', (message) => {
      if (message.type() === 'error' && !expected?.test(message.text())) faults.push(`console: ${message.text()} (${page.url()})`)
    })
    page.on('pageerror', (error) => faults.push(`error: ${error.message} (${page.url()})`))
    page.on('dialog', (dialog) => {
      faults.push(`dialog: ${dialog.message()} (${page.url()})`)
      void dialog.dismiss()
    })
  }
  context.on('page', watch)
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && !/^(localhost|127\.0\.0\.1|.+\.localhost)$/.test(hostname)) faults.push(`request to ${request.url()}`)
  })
  return { context, page: await context.newPage(), faults }
}

/** Broken accessibility rules (WCAG 2.2 A and AA) of what is on the screen, a line each. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Through the debugger, which a content security policy does not stop.
  await page.evaluate(axe.source)
  const result = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`).join(' | ')}`)
  })
  return result
}

/** Elements that make the page wider than the window. */
export async function wideElements(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const name = (element: Element) => `${element.tagName.toLowerCase()}.${element.className.toString().slice(0, 60)}`
    // The body hides what sticks out, so it is measured itself.
    const body = document.body.scrollWidth > clientWidth + 1 ? document.body.scrollWidth : scrollWidth
    if (body <= clientWidth + 1) return []
    return [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > clientWidth + 1).map(name).slice(0, 5)
  })
}

/** Waits until nothing loads any more: no grey rows, no pending requests of the app. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await page.locator('main, form, h1').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('.animate-pulse'))
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

/** Changes the colours in place and waits until they are painted. */
export async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

let addressCount = 0

/** Goes on from another address, as behind a proxy: a walk asks more in a minute than one person may. */
export async function moveHouse(context: BrowserContext): Promise<void> {
  addressCount++
  await context.setExtraHTTPHeaders({ 'x-forwarded-for': `198.51.${addressCount >> 8}.${addressCount & 255}` })
}
