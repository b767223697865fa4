import { createHmac } from 'node:crypto'
import type { FrameLocator, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { get, post, signUp } from './harness/owner.ts'
import { startShopPage } from './harness/shop-page.ts'
import { describeInBrowser } from './harness/suite.ts'
import { openVisitor } from './harness/visitor.ts'

/** Each visitor has a private window, where a frame of another site may keep nothing of its own. */
describeInBrowser('web chat on a shop’s page', {}, (stage) => {
  let embed = ''
  let secret = ''
  beforeAll(async () => {
    const { laris, browser } = stage()
    const { context } = await openVisitor(browser, laris.url)
    const businessId = await signUp(context, laris)
    const { channelId, config } = await post<{ channelId: string; config: { widgetKey: string } }>(context.request, '/api/channels', { type: 'webchat', settings: {} }, businessId)
    secret = (await get<{ identitySecret: string }>(context.request, `/api/channels/${channelId}/identity-secret`, businessId)).identitySecret
    embed = `<script async src="${laris.url}/widget/laris.js" data-key="${config.widgetKey}"></script>`
    await context.close()
  })

  const chatOf = (page: Page) => page.frameLocator('iframe')
  const logOf = (chat: FrameLocator) => chat.getByRole('log', { name: 'Percakapan' })
  async function write(page: Page, words: string): Promise<void> {
    await chatOf(page).locator('#text').fill(words)
    await chatOf(page).locator('#text').press('Enter')
  }
  async function visit(url: string, expected?: RegExp) {
    const { laris, browser } = stage()
    const visitor = await openVisitor(browser, laris.url, expected ? { expected } : {})
    // As on plain http, which is how a phone reaches a laptop in the same shop.
    await visitor.context.addInitScript(() => Reflect.deleteProperty(Crypto.prototype, 'randomUUID'))
    await visitor.page.goto(url)
    await visitor.page.getByRole('button', { name: 'Buka chat' }).click()
    await logOf(chatOf(visitor.page)).getByText('ada yang bisa dibantu').first().waitFor()
    return visitor
  }
  /** Known to the page of the shop, whose own server signs. */
  const name = (page: Page, identifier: string, hash = createHmac('sha256', secret).update(identifier).digest('hex')) =>
    page.evaluate(([who, identifier_hash]) => (window as unknown as { laris: { setUser(who: string, user: object): void } }).laris.setUser(who, { identifier_hash }), [identifier, hash] as const)

  test('what is typed faster than the network takes it leaves in order, and chat and unsent words are there after a reload', async () => {
    await using shopPage = await startShopPage(stage().laris.url, embed)
    const { page, context, faults } = await visit(shopPage.url, /ERR_INTERNET_DISCONNECTED/)
    await page.route('**/messages', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, route.request().method() === 'POST' ? 300 : 0))
      await route.continue()
    })
    for (const words of ['cepat satu', 'cepat dua', 'cepat tiga']) await write(page, words)
    await expect.poll(() => logOf(chatOf(page)).locator('.visitor:not(.waiting)').allInnerTexts(), { timeout: 10_000 }).toEqual(['cepat satu', 'cepat dua', 'cepat tiga'].map((text) => expect.stringContaining(text)))
    await page.unroute('**/messages')
    // The server is away while the page is opened again.
    await page.route('**/api/webchat/**', (route) => route.abort('internetdisconnected'))
    await write(page, 'belum terkirim')
    await chatOf(page).getByText('Belum tersambung').waitFor()
    await page.unroute('**/api/webchat/**')
    await page.reload()
    await page.getByRole('button', { name: 'Buka chat' }).click()
    await expect.poll(() => logOf(chatOf(page)).locator('.visitor:not(.waiting)').count(), { timeout: 10_000 }).toBe(4)
    expect(faults).toEqual([])
    await context.close()
  })

  test('S09: an identity that nobody vouches for changes nothing; the next person at the browser reads nothing of the last', async () => {
    await using shopPage = await startShopPage(stage().laris.url, embed)
    const { page, context } = await visit(shopPage.url, /401/)
    const log = logOf(chatOf(page))
    await write(page, 'tanpa nama')
    const refused = page.waitForResponse((response) => response.status() === 401)
    await name(page, 'pelanggan-1', '0'.repeat(64))
    await refused
    await write(page, 'masih di sini')
    await log.locator('.visitor:not(.waiting)', { hasText: 'masih di sini' }).waitFor()
    await expect.poll(() => chatOf(page).locator('#state').textContent()).toBe('')
    await name(page, 'pelanggan-1')
    await expect.poll(() => log.getByText('tanpa nama').count(), { timeout: 10_000 }).toBe(0)
    await write(page, 'rahasia satu')
    await log.locator('.visitor:not(.waiting)', { hasText: 'rahasia satu' }).waitFor()
    await name(page, 'pelanggan-2')
    await expect.poll(() => log.getByText('rahasia satu').count(), { timeout: 10_000 }).toBe(0)
    await name(page, 'pelanggan-1')
    await log.getByText('rahasia satu').waitFor()
    await context.close()
  })

  test('only what came since the visitor last looked is counted on the button', async () => {
    await using shopPage = await startShopPage(stage().laris.url, embed)
    const { page, context } = await visit(shopPage.url)
    await write(page, 'halo')
    await logOf(chatOf(page)).locator('.shop').nth(1).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Buka chat' }).waitFor()
    await chatOf(page).locator('#log .shop').nth(1).waitFor({ state: 'attached' })
    expect(await page.locator('body > button').textContent()).toBe('💬 Chat')
    await context.close()
  })
})
