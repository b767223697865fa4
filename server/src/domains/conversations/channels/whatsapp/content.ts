import type { JsonValue } from '#platform/context'
import type { InboundAttachment } from '../inbound-item.ts'
import { contentSchemas, type WhatsappMessage } from './schemas.ts'

export interface MessageContent {
  kind: string
  text: string
  content: Record<string, JsonValue>
  attachments: InboundAttachment[]
  replyTo?: string
  wantsAnswer: boolean
}

/** What a message says. A type that we do not know, or whose content cannot be read, is `unsupported`, never an error. */
export function readContent(message: WhatsappMessage): MessageContent {
  const read = Object.hasOwn(readers, message.type) ? readers[message.type] : undefined
  return read?.(message[message.type]) ?? unsupported
}

const unsupported: MessageContent = {
  kind: 'unsupported',
  text: 'Pesan jenis ini belum bisa ditampilkan di Laris. Lihat di aplikasi WhatsApp.',
  content: {},
  attachments: [],
  wantsAnswer: true,
}

const said = (kind: string, text: string, content: Record<string, JsonValue> = {}): MessageContent => ({ kind, text, content, attachments: [], wantsAnswer: true })

const readers: Record<string, (value: unknown) => MessageContent | undefined> = {
  text: (value) => withSchema(contentSchemas.text, value, ({ body }) => said('text', body)),
  image: (value) => readMedia('image', 'Foto.jpg', 'image/jpeg', value),
  video: (value) => readMedia('video', 'Video.mp4', 'video/mp4', value),
  audio: (value) => readMedia('audio', 'Pesan suara.ogg', 'audio/ogg', value),
  document: (value) => readMedia('document', 'Berkas', 'application/octet-stream', value),
  sticker: (value) => readMedia('sticker', 'Stiker.webp', 'image/webp', value),
  location: (value) =>
    withSchema(contentSchemas.location, value, ({ latitude, longitude, name = '', address = '' }) => said('location', [name, address].filter(Boolean).join(', '), { latitude, longitude, name, address })),
  contacts: (value) => withSchema(contentSchemas.contacts, value, readContacts),
  interactive: (value) => withSchema(contentSchemas.interactive, value, readInteractive),
  button: (value) => withSchema(contentSchemas.button, value, ({ text, payload = '' }) => said('button', text, { payload })),
  order: (value) => withSchema(contentSchemas.order, value, readOrder),
  reaction: (value) =>
    withSchema(contentSchemas.reaction, value, ({ message_id: replyTo, emoji = '' }) => ({ ...said('reaction', emoji, { isRemoved: emoji === '' }), replyTo, wantsAnswer: false })),
  system: (value) => withSchema(contentSchemas.system, value, ({ type = '' }) => ({ ...said('system', systemNotes[type] ?? 'Ada perubahan pada akun pelanggan.', { event: type }), wantsAnswer: false })),
}

const systemNotes: Record<string, string> = {
  user_changed_number: 'Pelanggan ganti nomor WhatsApp.',
  customer_changed_number: 'Pelanggan ganti nomor WhatsApp.',
  user_changed_user_id: 'Akun WhatsApp pelanggan berganti.',
  customer_identity_changed: 'Pelanggan memasang ulang WhatsApp.',
}

function withSchema<T>(schema: { safeParse(value: unknown): { data?: T | undefined } }, value: unknown, read: (parsed: T) => MessageContent): MessageContent | undefined {
  const { data } = schema.safeParse(value)
  return data === undefined ? undefined : read(data)
}

function readMedia(kind: string, name: string, mediaType: string, value: unknown): MessageContent | undefined {
  return withSchema(contentSchemas.media, value, (media) => ({
    ...said(kind, media.caption ?? ''),
    attachments: [{ name: media.filename ?? name, mediaType: (media.mime_type ?? mediaType).split(';')[0], source: { mediaId: media.id, ...(media.sha256 ? { sha256: media.sha256 } : {}) } }],
  }))
}

function readContacts(contacts: { name?: { formatted_name?: string | undefined; first_name?: string | undefined } | undefined; phones?: { phone?: string | undefined; wa_id?: string | undefined }[] | undefined }[]): MessageContent {
  const people = contacts.map(({ name, phones = [] }) => ({ name: name?.formatted_name ?? name?.first_name ?? '', phones: phones.flatMap(({ phone, wa_id: id }) => phone ?? (id ? `+${id}` : [])) }))
  return said('contacts', people.map(({ name, phones }) => [name, ...phones].filter(Boolean).join(' ')).join('\n'), { contacts: people })
}

function readInteractive(value: (typeof contentSchemas.interactive)['_zod']['output']): MessageContent {
  if (value.type === 'button_reply') return said('button', value.button_reply.title, { payload: value.button_reply.id })
  if (value.type === 'list_reply') return said('button', value.list_reply.title, { payload: value.list_reply.id, description: value.list_reply.description ?? '' })
  const fields = readForm(value.nfm_reply.response_json)
  const shown = Object.entries(fields).filter(([name]) => name !== 'flow_token')
  return said('form', shown.map(([name, field]) => `${name}: ${typeof field === 'string' ? field : JSON.stringify(field)}`).join('\n'), { form: fields })
}

function readForm(json: string): Record<string, JsonValue> {
  try {
    const value: unknown = JSON.parse(json)
    // JSON.parse yields JSON values only.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, JsonValue>) : {}
  } catch {
    return {}
  }
}

function readOrder(order: (typeof contentSchemas.order)['_zod']['output']): MessageContent {
  const items = order.product_items.map((item) => ({ retailerId: item.product_retailer_id, quantity: item.quantity, price: item.item_price, currency: item.currency }))
  const lines = items.map((item) => `${item.quantity} × ${item.retailerId}`)
  return said('order', [...lines, order.text ?? ''].filter(Boolean).join('\n'), { catalogId: order.catalog_id ?? '', items, note: order.text ?? '' })
}
