import type { Context } from '#platform/context'
import { invalidInput } from '#platform/errors'
import { findOwnBusiness } from '#domains/businesses'
import type { ImportFile } from '../files/file.ts'
import { readWhatsAppExport } from '../formats/whatsapp-export/index.ts'
import { listSenders, type Sender } from './senders.ts'

export interface ChatSummary {
  messages: number
  system: number
  media: number
  from: string
  to: string
  senders: Sender[]
  skipped: { line: number; reason: string }[]
}

const mostShown = 50

/** Reads an exported chat through, and says what would happen. */
export async function previewChat(ctx: Context, file: ImportFile, fileName: string): Promise<ChatSummary> {
  const { entries, skipped } = await readWhatsAppExport(file)
  const messages = entries.filter((entry) => entry.kind === 'message')
  if (messages.length === 0) throw invalidInput('Tidak ada pesan yang terbaca di sini. Belum ada yang disimpan. Pastikan ini hasil "Ekspor chat" WhatsApp.')
  const business = await ctx.transaction(findOwnBusiness)
  return {
    messages: messages.length,
    system: entries.length - messages.length,
    media: messages.filter((one) => one.media).length,
    from: messages[0].ts,
    to: messages[messages.length - 1].ts,
    senders: listSenders(messages, { shopName: business?.name ?? '', fileName }).slice(0, mostShown),
    skipped: skipped.slice(0, mostShown),
  }
}
