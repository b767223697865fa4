import type { APIRequestContext } from 'playwright-core'
import type { FakeTelegram } from '../../server/src/domains/conversations/channels/telegram/testing.ts'
import type { FakeWhatsapp } from '../../server/src/domains/conversations/channels/whatsapp/testing.ts'
import { until } from './example-shop.ts'
import { get, post } from './owner.ts'

interface Field {
  request: APIRequestContext
  businessId: string
  telegram: FakeTelegram
  whatsapp: FakeWhatsapp
  payloads: string[]
}

/** Puts every payload into some field that strangers or files fill, and into every field at least one. */
export async function plantEverywhere({ request, businessId, telegram, whatsapp, payloads }: Field): Promise<{ widgetKey: string }> {
  const connect = (type: string, settings: object) => post<{ channelId: string; webhookPath: string | null; config: Record<string, string> }>(request, '/api/channels', { type, settings }, businessId)
  const web = await connect('webchat', { name: payloads[0]?.slice(0, 80) ?? '' })
  await connect('telegram', telegram.settings(0))
  const meta = await connect('whatsapp', whatsapp.settings(0))
  const widgetKey = web.config['widgetKey'] ?? ''
  let next = 0
  const take = () => payloads[next++ % payloads.length] ?? ''

  let calls = 0
  while (next < payloads.length) {
    const round = calls++
    const person = String(628_120_000_000 + (round % 40))
    const content = whatsappContents[round % whatsappContents.length]?.(take) ?? {}
    const message = { from: person, id: `wamid.X${round}`, timestamp: String(Math.floor(Date.now() / 1_000)), ...content }
    const { headers, payload } = whatsapp.post({
      object: 'whatsapp_business_account',
      entry: [{ id: whatsapp.settings(0)['businessAccountId'], changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: { display_phone_number: '6281120002000', phone_number_id: whatsapp.settings(0)['phoneNumberId'] }, contacts: [{ profile: { name: take() }, wa_id: person }], messages: [message] } }] }],
    })
    const answer = await request.post(meta.webhookPath ?? '', { headers, data: payload })
    if (!answer.ok()) throw new Error(`The webhook answered ${answer.status()}`)
    const chat = 800_000_000 + (round % 40)
    telegram.updates.push({ update_id: 50_000 + round, message: { message_id: round + 1, from: { id: chat, is_bot: false, first_name: take(), last_name: take(), username: 'jahat' }, chat: { id: chat, type: 'private', first_name: 'x' }, date: Math.floor(Date.now() / 1_000), ...telegramContents[round % telegramContents.length]?.(take) } } as { update_id: number })
    if (round % 4 === 0) await writeAsVisitor(request, widgetKey, take(), take())
  }
  await plantInOwnFields(request, businessId, take)
  await until(async () => telegram.updates.length === 0, 60_000)
  await until(async () => (await get<{ items: unknown[] }>(request, '/api/conversations?limit=200', businessId)).items.length >= Math.min(90, 12 + payloads.length / 6), 60_000)
  return { widgetKey }
}

type Content = (take: () => string) => object

const whatsappContents: Content[] = [
  (take) => ({ type: 'text', text: { body: take() } }),
  (take) => ({ type: 'document', document: { id: 'tidak-ada', mime_type: 'text/html', filename: `${take()}.html`, caption: take() } }),
  (take) => ({ type: 'location', location: { latitude: -6.98, longitude: 110.41, name: take(), address: take(), url: 'javascript:alert(1)' } }),
  (take) => ({ type: 'contacts', contacts: [{ name: { formatted_name: take(), first_name: take() }, phones: [{ phone: take() }] }] }),
  (take) => ({ type: 'button', button: { payload: take(), text: take() } }),
  (take) => ({ type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: take(), title: take(), description: take() } } }),
  (take) => ({ type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { name: take(), body: take(), response_json: JSON.stringify({ jawaban: take() }) } } }),
  (take) => ({ type: 'order', order: { catalog_id: take(), text: take(), product_items: [{ product_retailer_id: take(), quantity: 1, item_price: 5_000, currency: 'IDR' }] } }),
  (take) => ({ type: 'image', image: { id: 'tidak-ada', mime_type: 'image/svg+xml', caption: take() } }),
  (take) => ({ type: 'text', text: { body: take() }, referral: { source_url: 'javascript:alert(1)', source_id: take(), source_type: 'ad', headline: take(), body: take() } }),
  (take) => ({ type: 'system', system: { type: 'customer_changed', body: take() } }),
  (take) => ({ type: take().slice(0, 40), text: { body: take() } }),
]

const telegramContents: Content[] = [
  (take) => ({ text: take() }),
  (take) => ({ contact: { phone_number: take(), first_name: take(), user_id: 1 } }),
  (take) => ({ caption: take(), document: { file_id: 'x', file_unique_id: 'x', file_name: `${take()}.svg`, mime_type: 'image/svg+xml', file_size: 10 } }),
  (take) => ({ venue: { location: { latitude: -6.9, longitude: 110.4 }, title: take(), address: take() }, location: { latitude: -6.9, longitude: 110.4 } }),
]

async function writeAsVisitor(request: APIRequestContext, widgetKey: string, name: string, text: string): Promise<void> {
  const { visitorToken } = await post<{ visitorToken: string }>(request, `/api/webchat/${widgetKey}/visitors`, {})
  await post(request, `/api/webchat/${widgetKey}/form`, { visitorToken, name: name.slice(0, 100), hasConsented: false }).catch(refusedForTooMany)
  await post(request, `/api/webchat/${widgetKey}/messages`, { visitorToken, clientId: crypto.randomUUID(), text })
}

/** Forms are limited to a few a minute; what matters is that the first ones went in. */
function refusedForTooMany(error: Error): void {
  if (!error.message.includes(' 429 ')) throw error
}

/** What staff and files write: the list of goods by a file with a hostile name, customers, labels, rules, lessons. */
async function plantInOwnFields(request: APIRequestContext, businessId: string, take: () => string): Promise<void> {
  const headers = { 'laris-business': businessId }
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const rows = Array.from({ length: 40 }, () => [take(), take(), take(), '5000', '3', take()].map(quoted).join(','))
  const csv = ['nama,varian,kategori,harga,stok,keterangan', ...rows].join('\n')
  const upload = await request.post('/api/imports/catalog/file', { headers, multipart: { file: { name: `${take().replaceAll('/', '')}.csv`, mimeType: 'text/csv', buffer: Buffer.from(csv) } } })
  const { importId } = (await upload.json()) as { importId: string }
  await post(request, `/api/imports/${importId}/apply`, { corrections: [] }, businessId)
  await until(async () => (await get<{ status: string }>(request, `/api/imports/${importId}`, businessId)).status === 'done', 30_000)
  await post(request, '/api/labels', { name: take().slice(0, 40) }, businessId)
  await post(request, '/api/canned-replies', { shortcut: 'xss', text: take() }, businessId)
  await post(request, '/api/assistant/lessons', { question: take(), answer: take() }, businessId)
  await post(request, '/api/members/invitations', { name: take().slice(0, 40), role: 'viewer' }, businessId)
  const { facts } = await get<{ facts: object }>(request, '/api/shop-facts', businessId)
  const saved = await request.put('/api/shop-facts', { headers, data: { ...facts, address: take(), mapsHint: take(), instagram: take(), policies: { returns: take() }, faqs: [{ q: take(), a: take() }], promos: [{ code: take().slice(0, 40), text: take(), from: '2026-01-01', to: '2030-01-01' }] } })
  if (!saved.ok()) throw new Error(`The facts were refused: ${await saved.text()}`)
  const customers = await get<{ items: { customerId: string }[] }>(request, '/api/customers', businessId)
  for (const { customerId } of customers.items.slice(0, 10)) {
    const changed = await request.patch(`/api/customers/${customerId}`, { headers, data: { name: take().slice(0, 100), note: take() } })
    if (!changed.ok()) throw new Error(`The customer was refused: ${await changed.text()}`)
  }
  await request.patch('/api/business', { headers, data: { name: take().slice(0, 80) } })
}
