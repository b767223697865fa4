import type { JsonValue } from '#platform/context'
import type { InboundAttachment } from './inbound-item.ts'
import { readReferral, type InboxMessage } from './meta-inbox-schemas.ts'

interface Content {
  kind: string
  text: string
  content: Record<string, JsonValue>
  attachments: InboundAttachment[]
  wantsAnswer: boolean
}

type Attachment = NonNullable<InboxMessage['attachments']>[number]

const files: Record<string, { name: string; mediaType: string } | undefined> = {
  image: { name: 'Foto.jpg', mediaType: 'image/jpeg' },
  video: { name: 'Video.mp4', mediaType: 'video/mp4' },
  audio: { name: 'Pesan suara.m4a', mediaType: 'audio/mp4' },
  file: { name: 'Berkas', mediaType: 'application/octet-stream' },
}

/**
 * What a message says. Stories and shared posts belong to whoever posted them: Meta forbids to keep them, so only a word
 * in their place is stored, never their address.
 */
export function readContent(label: string, message: InboxMessage): Content {
  const { text = '', attachments = [], reply_to: replyTo, quick_reply: pressed, referral } = message
  const content: Record<string, JsonValue> = {
    ...(pressed ? { payload: pressed.payload } : {}),
    ...(replyTo?.story ? { story: { id: replyTo.story.id ?? '' } } : {}),
    ...(referral ? { referral: readReferral(referral) } : {}),
  }
  const base: Content = { kind: pressed ? 'button' : 'text', text, content, attachments: [], wantsAnswer: true }
  if (message.is_unsupported) return { ...base, kind: 'unsupported', text: text || `Pesan jenis ini belum bisa ditampilkan di Laris. Lihat di aplikasi ${label}.` }
  const [first] = attachments
  if (!first) return text === '' ? { ...base, kind: 'unsupported', text: `Pesan tanpa isi yang bisa dibaca. Lihat di aplikasi ${label}.` } : base
  const word = wordFor(label, first)
  if (word) return { ...base, ...word, text: text || word.text, content: { ...content, ...word.content } }
  const stored = attachments.flatMap(toFile)
  if (stored.length > 0) return { ...base, kind: first.type === 'file' ? 'document' : first.type, attachments: stored }
  return { ...base, kind: text === '' ? 'unsupported' : 'text', text: text || `Pesan jenis ini belum bisa ditampilkan di Laris. Lihat di aplikasi ${label}.` }
}

function wordFor(label: string, { type, payload }: Attachment): Pick<Content, 'kind' | 'text' | 'content' | 'wantsAnswer'> | undefined {
  const note = (kind: string, text: string, wantsAnswer: boolean, content: Record<string, JsonValue> = {}) => ({ kind, text, content, wantsAnswer })
  const title = payload?.title ? `: ${payload.title}` : ''
  if (type === 'story_mention') return note('story', `Menyebut toko di Story. Lihat di aplikasi ${label} sebelum hilang.`, false)
  if (type === 'share' || type === 'post' || type === 'ig_post' || type === 'fallback') return note('share', `Membagikan kiriman${title}. Lihat di aplikasi ${label}.`, true)
  if (type === 'ig_reel' || type === 'reel') return note('share', `Membagikan reel${title}. Lihat di aplikasi ${label}.`, true)
  if (type === 'like_heart') return note('sticker', '❤️', false)
  if (payload?.sticker_id !== undefined) return note('sticker', '👍', false)
  if (type === 'location' && payload?.coordinates) return note('location', payload.title ?? '', true, { latitude: payload.coordinates.lat, longitude: payload.coordinates.long, name: payload.title ?? '', address: '' })
  return undefined
}

function toFile({ type, payload }: Attachment): InboundAttachment[] {
  const known = Object.hasOwn(files, type) ? files[type] : undefined
  return known && payload?.url ? [{ ...known, source: { url: payload.url } }] : []
}
