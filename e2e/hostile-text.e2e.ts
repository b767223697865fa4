import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { startFakeTelegram, textMessage } from '../server/src/domains/conversations/channels/telegram/testing.ts'
import { startFakeWhatsapp } from '../server/src/domains/conversations/channels/whatsapp/testing.ts'
import { openExampleShop, until, type ExampleShop } from './harness/example-shop.ts'
import { get, post } from './harness/owner.ts'
import { scriptLinks, scriptPayloads } from './harness/payloads.ts'
import { plantEverywhere } from './harness/planting.ts'
import { screenAddresses } from './harness/screens.ts'
import { describeInBrowser } from './harness/suite.ts'
import { moveHouse, openVisitor, settle, type Visitor } from './harness/visitor.ts'

const isWholeRun = process.env['E2E_ALL'] === '1'
const payloadCount = isWholeRun ? 504 : 84

const [telegram, whatsapp] = await Promise.all([startFakeTelegram(), startFakeWhatsapp()])

describeInBrowser('text that wants to be code', { env: { TELEGRAM_API_URL: telegram.url, WHATSAPP_API_URL: whatsapp.url } }, (stage) => {
  let visitor: Visitor
  let shop: ExampleShop
  let addresses: string[] = []
  let widgetKey = ''

  beforeAll(async () => {
    const { laris, browser } = stage()
    visitor = await openVisitor(browser, laris.url)
    shop = await openExampleShop(visitor.context, laris)
    const { request } = visitor.context
    ;({ widgetKey } = await plantEverywhere({ request, businessId: shop.businessId, telegram, whatsapp, payloads: scriptPayloads(payloadCount) }))
    addresses = await screenAddresses(request, shop.businessId)
    for (const [list, key, path] of [['/api/conversations?limit=200', 'conversationId', '/chat/'], ['/api/customers?limit=200', 'customerId', '/pelanggan/'], ['/api/products?limit=200', 'productId', '/jualan/barang/']] as const) {
      const { items } = await get<{ items: Record<string, string>[] }>(request, list, shop.businessId)
      // The short run opens the newest; everything stands in the lists all the same.
      addresses.push(...items.slice(0, isWholeRun ? 200 : 10).map((item) => `${path}${item[key]}`))
    }
  }, 240_000)

  test(`runs nowhere: ${payloadCount} payloads in every inbound field, a walk of all screens`, { timeout: 600_000 }, async () => {
    const { page, faults } = visitor
    const broken: string[] = []
    for (const [index, address] of addresses.entries()) {
      if (index % 20 === 0) await moveHouse(visitor.context)
      await page.goto(address)
      await settle(page)
      broken.push(...(await foreignThings(page)).map((thing) => `${address}: ${thing}`))
    }
    // What a visitor of the shop's page sees: the shop's name and what was written to them.
    await page.goto(`/widget/preview.html?key=${encodeURIComponent(widgetKey)}`)
    await page.getByRole('button', { name: 'Buka chat' }).click()
    await page.frameLocator('iframe').getByRole('log').getByText('ada yang bisa').waitFor()
    expect(broken).toEqual([])
    expect(faults.splice(0)).toEqual([])
  })

  test('asked of the assistant comes back as text', async () => {
    const { page, faults } = visitor
    await page.goto('/asisten')
    for (const payload of scriptPayloads(payloadCount).slice(0, 8)) {
      await page.getByLabel('Tulis pertanyaan').fill(payload)
      await page.getByRole('button', { name: 'Tanya' }).click()
      await page.getByText('Asisten menjawab…').waitFor({ state: 'detached' })
    }
    expect(await foreignThings(page)).toEqual([])
    expect(faults.splice(0)).toEqual([])
  })

  test(`never becomes a link: ${scriptLinks.length} disguised addresses, in the inbox and on the shop's page`, async () => {
    const { page, faults, context } = visitor
    const customer = '900900900'
    for (const [index, link] of scriptLinks.entries()) telegram.updates.push({ update_id: 70_000 + index, message: textMessage({ customer, messageId: String(7_000 + index), text: `${index} ${link} https://toko.example/baik${index}`, at: new Date() }) } as { update_id: number })
    const read = async () => (await get<{ items: { conversationId: string; lastMessagePreview: string }[] }>(context.request, '/api/conversations?search=toko.example', shop.businessId)).items[0]
    let conversationId = ''
    await until(async () => {
      conversationId = (await read())?.conversationId ?? ''
      if (!conversationId) return false
      const { items } = await get<{ items: { text: string }[] }>(context.request, `/api/conversations/${conversationId}/messages?limit=200`, shop.businessId)
      return items.filter(({ text }) => text.includes('toko.example/baik')).length >= scriptLinks.length
    }, 60_000)
    await page.goto(`/chat/${conversationId}`)
    await settle(page)
    const links = await page.locator('article a').evaluateAll((found) => found.map((one) => (one as HTMLAnchorElement).href))
    expect(links.filter((href) => !/^https?:\/\/toko\.example\//.test(href))).toEqual([])
    expect(links.length).toBeGreaterThan(20)
    expect(await foreignThings(page)).toEqual([])

    // The same addresses written by staff to a visitor of the shop's page.
    await page.goto(`/widget/preview.html?key=${encodeURIComponent(widgetKey)}`)
    await page.getByRole('button', { name: 'Buka chat' }).click()
    const chat = page.frameLocator('iframe')
    await chat.getByLabel('Tulis pesan').fill('halo, ada tautan?')
    await chat.getByLabel('Tulis pesan').press('Enter')
    let visitorConversation = ''
    await until(async () => {
      const { items } = await get<{ items: { conversationId: string }[] }>(context.request, `/api/conversations?search=${encodeURIComponent('ada tautan?')}`, shop.businessId)
      visitorConversation = items[0]?.conversationId ?? ''
      return visitorConversation !== ''
    })
    await post(context.request, `/api/conversations/${visitorConversation}/takeover`, {}, shop.businessId)
    for (let index = 0; index < scriptLinks.length; index += 6) {
      await post(context.request, `/api/conversations/${visitorConversation}/messages`, { clientId: crypto.randomUUID(), text: [...scriptLinks.slice(index, index + 6), `https://toko.example/baik${index}`].join('\n') }, shop.businessId)
    }
    await chat.getByText(`https://toko.example/baik${scriptLinks.length - 6}`).first().waitFor()
    const shown = await chat.locator('#log a').evaluateAll((found) => found.map((one) => (one as HTMLAnchorElement).protocol))
    expect(shown.length).toBeGreaterThanOrEqual(10)
    expect(shown.filter((protocol) => protocol !== 'https:' && protocol !== 'http:')).toEqual([])
    expect(faults.splice(0)).toEqual([])
  })
})

/** Elements that only a payload could have made, and links that lead anywhere but to pages, mail or telephones. */
async function foreignThings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const made = [...document.querySelectorAll('script:not([src]), iframe, object, embed, marquee, base, math, meta[http-equiv], [onerror], [onload], [onfocus], [ontoggle], [onbegin], [onstart]')].map((element) => element.outerHTML.slice(0, 120))
    const addresses = [...document.querySelectorAll<HTMLAnchorElement | HTMLFormElement>('a[href], area[href], form[action]')].map((element) => ('href' in element ? String(element.href) : String(element.action)))
    return [...made, ...addresses.filter((address) => !/^(https?|mailto|tel|blob):/i.test(address))]
  })
}
