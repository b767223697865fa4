import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { startFakeWhatsapp } from '../server/src/domains/conversations/channels/whatsapp/testing.ts'
import { buildWeb } from '../server/src/web-build.ts'
import { findBrowser, launchBrowser } from './harness/browser.ts'
import { openExampleShop, until } from './harness/example-shop.ts'
import { startLaris } from './harness/laris.ts'
import { get, post } from './harness/owner.ts'
import { desktop, openVisitor, phone, settle } from './harness/visitor.ts'

/** Weight in kB (1,000 bytes, gzip); times in milliseconds on a processor four times slower, 1.6 Mbit/s and 150 ms away. */
const budgets = { firstLoadScript: 150, laterScreenScript: 40, widget: 25 }
const goals = { lcp: 2_500, inp: 200 }
const runs = 3

type State = Awaited<ReturnType<BrowserContext['storageState']>>

process.exitCode = await main()

async function main(): Promise<number> {
  if (!(await findBrowser())) {
    process.stderr.write('skipped: no browser. Set LARIS_BROWSER to a Chromium, or install the optional @sparticuz/chromium.\n')
    return 0
  }
  await buildWeb()
  await using whatsapp = await startFakeWhatsapp()
  await using laris = await startLaris({ env: { WHATSAPP_API_URL: whatsapp.url } })
  const browser = await launchBrowser()
  try {
    const owner = await openVisitor(browser, laris.url)
    const { businessId } = await openExampleShop(owner.context, laris)
    const longest = await fillInbox(owner.context, businessId, whatsapp)
    await owner.page.goto('/')
    await settle(owner.page)
    const state = await owner.context.storageState()
    await owner.context.close()

    const weight = {
      signIn: await weigh(browser, laris.url, '/masuk'),
      home: await weigh(browser, laris.url, '/', state),
      inbox: await weigh(browser, laris.url, '/chat', state),
      conversation: await weigh(browser, laris.url, `/chat/${longest}`, state),
      widget: await weighWidget(browser, laris.url),
    }
    const lcp = { home: await paint(browser, laris.url, '/', state), inbox: await paint(browser, laris.url, '/chat', state) }
    const inp = await interact(browser, laris.url, longest, state)
    const isLight =
      [weight.signIn, weight.home, weight.inbox].every(({ script }) => script <= budgets.firstLoadScript) &&
      weight.conversation.script - weight.inbox.script <= budgets.laterScreenScript &&
      weight.widget.script + weight.widget.style <= budgets.widget
    const isQuick = Object.values(lcp).every((ms) => ms <= goals.lcp) && Object.values(inp).every((ms) => ms <= goals.inp)
    process.stdout.write(`${JSON.stringify({ budgets, goals, weight, lcp, inp, isLight, isQuick }, null, 2)}\n`)
    return isLight ? 0 : 1
  } finally {
    await browser.close()
  }
}

/** 200 conversations, one of them a thousand messages long. */
async function fillInbox(context: BrowserContext, businessId: string, whatsapp: Awaited<ReturnType<typeof startFakeWhatsapp>>): Promise<string> {
  await context.request.put('/api/assistant/settings', { headers: { 'laris-business': businessId }, data: { mode: 'watch' } })
  const channel = await post<{ webhookPath: string }>(context.request, '/api/channels', { type: 'whatsapp', settings: whatsapp.settings(0) }, businessId)
  const { phoneNumberId, businessAccountId } = whatsapp.settings(0)
  const say = async (messages: { person: string; text: string }[]) => {
    const now = Math.floor(Date.now() / 1_000)
    const { headers, payload } = whatsapp.post({
      object: 'whatsapp_business_account',
      entry: [{ id: businessAccountId, changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: { display_phone_number: '6281120002000', phone_number_id: phoneNumberId }, contacts: messages.map(({ person }) => ({ profile: { name: `Pelanggan ${person.slice(-3)}` }, wa_id: person })), messages: messages.map(({ person, text }, index) => ({ from: person, id: `wamid.${person}.${index}.${text.length}.${Math.random()}`, timestamp: String(now), type: 'text', text: { body: text } })) } }] }],
    })
    const answer = await context.request.post(channel.webhookPath, { headers, data: payload })
    if (!answer.ok()) throw new Error(`The webhook answered ${answer.status()}`)
  }
  for (let part = 0; part < 10; part++) await say(Array.from({ length: 20 }, (_, index) => ({ person: String(628_130_000_000 + part * 20 + index), text: 'Halo, stoknya masih ada?' })))
  for (let part = 0; part < 20; part++) await say(Array.from({ length: 50 }, (_, index) => ({ person: '6281300000999', text: `Pesan ke-${part * 50 + index}: yang warna cokelat masih ada, Kak?` })))
  let found = ''
  await until(async () => {
    const { items } = await get<{ items: { conversationId: string; customer: { name: string } }[] }>(context.request, '/api/conversations?search=999', businessId)
    found = items[0]?.conversationId ?? ''
    return found !== '' && (await get<{ items: unknown[] }>(context.request, '/api/conversations?limit=200', businessId)).items.length >= 200
  }, 60_000)
  // The assistant has read everything: what is measured is the screen, not the queue beside it.
  await until(async () => (await get<{ queue: { waitingCount: number } }>(context.request, '/api/health', businessId)).queue.waitingCount === 0, 240_000)
  return found
}

/** What a first visit of an address fetches before it stands, each file under gzip. */
async function weigh(browser: Browser, url: string, path: string, storageState?: State): Promise<{ script: number; style: number; font: number }> {
  const { context, page } = await openVisitor(browser, url, { viewport: phone, serviceWorkers: 'block', ...(storageState ? { storageState } : {}) })
  const bodies: Promise<{ kind: string; bytes: number }>[] = []
  page.on('response', (response) => {
    const kind = response.request().resourceType()
    if (['script', 'stylesheet', 'font'].includes(kind)) bodies.push(response.body().then((body) => ({ kind, bytes: kind === 'font' ? body.length : gzipSync(body).length })))
  })
  await page.goto(path)
  await settle(page)
  const files = await Promise.all(bodies)
  await context.close()
  const sum = (kind: string) => kilobytes(files.filter((file) => file.kind === kind).reduce((total, file) => total + file.bytes, 0))
  return { script: sum('script'), style: sum('stylesheet'), font: sum('font') }
}

async function weighWidget(browser: Browser, url: string): Promise<{ script: number; style: number }> {
  const context = await browser.newContext()
  const size = async (path: string) => gzipSync(await (await context.request.get(url + path)).body()).length
  const [loader, frame, style] = await Promise.all([size('/widget/laris.js'), size('/widget/frame.js'), size('/widget/frame.css')])
  await context.close()
  return { script: kilobytes(loader + frame), style: kilobytes(style) }
}

/** The median time of the largest paint, each time with nothing in the cache. */
async function paint(browser: Browser, url: string, path: string, storageState: State): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const { context, page } = await openVisitor(browser, url, { viewport: phone, storageState, serviceWorkers: 'block' })
    await slowDown(await context.newCDPSession(page))
    await page.goto(path)
    await settle(page)
    await page.waitForTimeout(1_000)
    times.push(
      await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({ type: 'largest-contentful-paint', buffered: true })
          }),
      ),
    )
    await context.close()
  }
  return Math.round(times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0)
}

/** The slowest answer of the screen to a tap or a key, for each kind of work. */
async function interact(browser: Browser, url: string, longest: string, storageState: State): Promise<Record<string, number>> {
  const { context, page } = await openVisitor(browser, url, { viewport: desktop, storageState, serviceWorkers: 'block' })
  await page.goto('/chat')
  await settle(page)
  await page.locator('[data-conversation]').nth(20).waitFor()
  await slowDown(await context.newCDPSession(page))
  // Until the next frame is drawn and handed over. The times of presentation that Event Timing reports lag by seconds in a
  // browser without a screen, while frames are drawn all along; they would measure the machine.
  await page.evaluate(() => {
    const seen: number[] = []
    Object.assign(window, { seen })
    for (const kind of ['keydown', 'pointerup', 'click']) {
      addEventListener(kind, ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => seen.push(performance.now() - timeStamp))), { capture: true })
    }
  })
  const result: Record<string, number> = {}
  const measure = async (name: string, act: () => Promise<void>) => {
    await page.evaluate(() => void ((window as unknown as { seen: number[] }).seen.length = 0))
    await act()
    await page.waitForTimeout(1_000)
    result[name] = Math.round(await page.evaluate(() => Math.max(0, ...(window as unknown as { seen: number[] }).seen)))
  }
  await measure('openConversation', async () => {
    for (const row of [2, 5, 8]) {
      await page.locator('[data-conversation]').nth(row).click()
      await page.getByRole('log').waitFor()
    }
  })
  await measure('openLongConversation', async () => {
    await page.locator(`[data-conversation="${longest}"]`).click()
    await page.getByText('Pesan ke-999').first().waitFor()
  })
  await measure('type', () => typeSlowly(page, 'Halo Kak, yang cokelat masih ada tiga potong.'))
  await measure('filter', async () => {
    for (const view of ['Perlu saya', 'Belum dibaca', 'Semua']) {
      await page.getByRole('button', { name: view, exact: true }).click()
      await page.waitForTimeout(300)
    }
  })
  await context.close()
  return result
}

async function typeSlowly(page: Page, text: string): Promise<void> {
  await page.getByLabel('Tulis balasan…').click()
  await page.keyboard.type(text, { delay: 60 })
}

async function slowDown(session: CDPSession): Promise<void> {
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 })
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 100) / 10
}
