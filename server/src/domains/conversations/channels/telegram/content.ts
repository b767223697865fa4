import { z } from 'zod'
import type { JsonValue } from '#platform/context'
import type { InboundAttachment } from '../inbound-item.ts'
import { contentSchemas, type TelegramMessage } from './schemas.ts'

export interface MessageContent {
  kind: string
  text: string
  content: Record<string, JsonValue>
  attachments: InboundAttachment[]
  /** The sender's own number, shared by themselves. */
  phone?: string
}

/** Joins, pins, titles: nothing that a customer says. */
const serviceFields = ['new_chat_members', 'left_chat_member', 'new_chat_title', 'new_chat_photo', 'delete_chat_photo', 'group_chat_created', 'pinned_message', 'message_auto_delete_timer_changed', 'migrate_from_chat_id', 'chat_shared', 'users_shared', 'write_access_allowed', 'connected_website']

/** What a message says; `undefined` for service notes. A kind that we do not know, or cannot read, is `unsupported`. */
export function readContent(message: TelegramMessage): MessageContent | undefined {
  if (serviceFields.some((field) => field in message)) return undefined
  const caption = textOf(message['caption'])
  if (typeof message['text'] === 'string') return readText(message['text'])
  for (const [field, kind, name, mediaType] of media) {
    if (!(field in message)) continue
    const parsed = contentSchemas.file.safeParse(message[field])
    if (parsed.success) return withFile(kind, caption, { ...parsed.data, name: parsed.data.file_name ?? name, mediaType: parsed.data.mime_type ?? mediaType })
  }
  return readPhoto(message, caption) ?? readSticker(message) ?? readPlace(message) ?? readContact(message) ?? unsupported(caption)
}

// An animation also comes as `document`; a video note has no name. The order matters.
const media = [
  ['voice', 'audio', 'Pesan suara.ogg', 'audio/ogg'],
  ['audio', 'audio', 'Audio', 'audio/mpeg'],
  ['animation', 'video', 'Animasi.mp4', 'video/mp4'],
  ['video', 'video', 'Video.mp4', 'video/mp4'],
  ['video_note', 'video', 'Video.mp4', 'video/mp4'],
  ['document', 'document', 'Berkas', 'application/octet-stream'],
] as const

/** `/start promo` is a button, not words: it reads as a greeting, and keeps where the person came from. */
function readText(text: string): MessageContent {
  const start = /^\/start(?:@\w{1,64})?(?: +(\S{1,64}))?\s*$/.exec(text)
  if (start) return { kind: 'text', text: 'Halo', content: { command: '/start', ...(start[1] ? { startPayload: start[1] } : {}) }, attachments: [] }
  return { kind: 'text', text, content: {}, attachments: [] }
}

function readPhoto(message: TelegramMessage, caption: string): MessageContent | undefined {
  const sizes = contentSchemas.photo.safeParse(message['photo'])
  if (!sizes.success) return undefined
  const largest = sizes.data.reduce((best, size) => (size.width * size.height > best.width * best.height ? size : best))
  return withFile('image', caption, { ...largest, name: 'Foto.jpg', mediaType: 'image/jpeg' })
}

function readSticker(message: TelegramMessage): MessageContent | undefined {
  const sticker = contentSchemas.sticker.safeParse(message['sticker'])
  if (!sticker.success) return undefined
  const mediaType = sticker.data.is_video ? 'video/webm' : sticker.data.is_animated ? 'application/x-tgsticker' : 'image/webp'
  return withFile('sticker', sticker.data.emoji ?? '', { ...sticker.data, name: 'Stiker', mediaType })
}

function readPlace(message: TelegramMessage): MessageContent | undefined {
  const venue = contentSchemas.venue.safeParse(message['venue'])
  if (venue.success) {
    const { location, title, address } = venue.data
    return { kind: 'location', text: [title, address].filter(Boolean).join(', '), content: { ...location, name: title, address }, attachments: [] }
  }
  const location = contentSchemas.location.safeParse(message['location'])
  return location.success ? { kind: 'location', text: '', content: { ...location.data }, attachments: [] } : undefined
}

function readContact(message: TelegramMessage): MessageContent | undefined {
  const contact = contentSchemas.contact.safeParse(message['contact'])
  if (!contact.success) return undefined
  const { phone_number: phone, first_name: first, last_name: last, user_id: userId } = contact.data
  const name = [first, last].filter(Boolean).join(' ')
  // Telegram fills `user_id` only for the number's real owner.
  const isOwn = userId !== undefined && userId === message.from?.id
  return { kind: 'contacts', text: `${name} ${phone}`, content: { contacts: [{ name, phones: [phone] }] }, attachments: [], ...(isOwn ? { phone: phone.startsWith('+') ? phone : `+${phone}` } : {}) }
}

function unsupported(caption: string): MessageContent {
  return { kind: 'unsupported', text: caption || 'Pesan jenis ini belum bisa ditampilkan di Laris. Lihat di aplikasi Telegram.', content: {}, attachments: [] }
}

function withFile(kind: string, text: string, file: { file_id: string; file_size?: number | undefined; name: string; mediaType: string }): MessageContent {
  const source = { fileId: file.file_id }
  return { kind, text, content: {}, attachments: [{ name: file.name, mediaType: file.mediaType, ...(file.file_size === undefined ? {} : { bytes: file.file_size }), source }] }
}

export function textOf(value: unknown): string {
  return z.string().catch('').parse(value)
}
