import { beforeAll, expect, test } from 'vitest'
import { get, post, signUp } from './harness/owner.ts'
import { describeInBrowser } from './harness/suite.ts'
import { openVisitor, type Visitor } from './harness/visitor.ts'

const code = "alert('jalan');globalThis.hasRun=1;"
/** Files are served by the host of the app itself: whatever a browser is told to take them for, none may run there. */
const hostile: Record<string, { mimeType: string; text: string }> = {
  'halaman.html': { mimeType: 'text/html', text: `<!doctype html><script>${code}</script>` },
  'gambar.svg': { mimeType: 'image/svg+xml', text: `<svg xmlns="http://www.w3.org/2000/svg" onload="${code}"><script>${code}</script></svg>` },
  'lampiran.xml': { mimeType: 'application/xml', text: `<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml"><script>${code}</script></x>` },
  'skrip.js': { mimeType: 'text/javascript', text: code },
  // A sound by its first bytes, and a program as well.
  'suara.wav': { mimeType: 'audio/wav', text: `RIFF=1/*WAVE*/;${code}` },
}

describeInBrowser('files of strangers on our own host', {}, (stage) => {
  let owner: Visitor
  const addresses: string[] = []
  beforeAll(async () => {
    const { laris, browser } = stage()
    // Without the policies of our pages, which would stop most of it before; the browser says so each time it refuses.
    owner = await openVisitor(browser, laris.url, { expected: /./, bypassCSP: true })
    const { request } = owner.context
    const businessId = await signUp(owner.context, laris)
    const { config } = await post<{ config: { widgetKey: string } }>(request, '/api/channels', { type: 'webchat', settings: {} }, businessId)
    const { visitorToken } = await post<{ visitorToken: string }>(request, `/api/webchat/${config.widgetKey}/visitors`, {})
    await post(request, `/api/webchat/${config.widgetKey}/messages`, { visitorToken, clientId: 'berkas-0001', text: 'kirim berkasnya' })
    const { items } = await get<{ items: { conversationId: string }[] }>(request, '/api/conversations', businessId)
    for (const [name, { mimeType, text }] of Object.entries(hostile)) {
      const sent = await request.post(`/api/conversations/${items[0].conversationId}/files`, { headers: { 'laris-business': businessId }, multipart: { file: { name, mimeType, buffer: Buffer.from(text) } } })
      const { attachments } = (await sent.json()) as { attachments: { attachmentId: string }[] }
      addresses.push(`/api/attachments/${attachments[0].attachmentId}?business=${businessId}`)
    }
  })

  test('S05: none runs as a script, module, worker, style, frame or object of the app, nor opened by itself', async () => {
    const { page, context, faults } = owner
    const served = await Promise.all(addresses.map((address) => context.request.get(address)))
    expect(served.map((answer) => answer.status())).toEqual(addresses.map(() => 200))
    expect(await served[3].text()).toBe(code)
    await page.goto('/masuk')
    for (const address of addresses) {
      const ran = await page.evaluate(async (src) => {
        const settled = (element: HTMLElement) => new Promise<void>((resolve) => {
          for (const event of ['load', 'error']) element.addEventListener(event, () => resolve(), { once: true })
          setTimeout(resolve, 1_000)
        })
        const make = (tag: string, given: Record<string, string>) => {
          const element = Object.assign(document.createElement(tag), given)
          const done = settled(element)
          document.body.append(element)
          return done
        }
        await Promise.all([
          make('script', { src }),
          make('script', { src, type: 'module' }),
          make('iframe', { src }),
          make('object', { data: src }),
          make('embed', { src }),
          make('link', { rel: 'stylesheet', href: src }),
          navigator.serviceWorker.register(src).catch(() => undefined),
          new Promise<void>((resolve) => {
            const worker = new Worker(src)
            worker.onerror = () => resolve()
            setTimeout(resolve, 1_000)
          }).catch(() => undefined),
        ])
        const frames = [...document.querySelectorAll('iframe')].some((frame) => frame.contentDocument?.defaultView && 'hasRun' in frame.contentDocument.defaultView)
        return 'hasRun' in window || frames
      }, address)
      expect(ran, address).toBe(false)
      const opened = await context.newPage()
      // A download is no page: the browser leaves the tab empty.
      await opened.goto(address).catch(() => undefined)
      expect(await opened.evaluate(() => 'hasRun' in window), address).toBe(false)
      await opened.close()
    }
    expect(faults.filter((fault) => fault.startsWith('dialog'))).toEqual([])
  })
})
