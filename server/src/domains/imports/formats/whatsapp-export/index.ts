import { invalidInput } from '#platform/errors'
import { isZip, openArchive, readEntry } from '../../files/archive.ts'
import { decodeText } from '../../files/decode-text.ts'
import { readHeld, type ImportFile } from '../../files/file.ts'
import { readChat, type Chat } from './chat.ts'

const mostChatBytes = 60 * 1_048_576

export interface ExportedChat extends Chat {
  /** Files that came with the chat in its archive. */
  files: string[]
}

/** An exported chat from `.txt` or from the `.zip` that WhatsApp makes with media. Entries are empty when it is none. */
export async function readWhatsAppExport(file: ImportFile): Promise<ExportedChat> {
  const bytes = await readHeld(file)
  if (!isZip(bytes)) return { ...readChat(decodeText(bytes)), files: [] }
  const archive = await openArchive(bytes)
  const texts = archive.names.filter((name) => /\.txt$/i.test(name) && !name.startsWith('__MACOSX/'))
  // A customer may have sent a text file too: the chat is the one that WhatsApp names so.
  const byName = texts.toSorted((a, b) => rank(a) - rank(b))
  for (const name of byName) {
    const chat = readChat(decodeText(await readEntry(archive, name, mostChatBytes)))
    if (chat.entries.length > 0) return { ...chat, files: archive.names.filter((other) => other !== name).map((other) => other.replace(/^.*\//, '')) }
  }
  throw invalidInput('Di dalam berkas ZIP ini tidak ada chat WhatsApp. Belum ada yang disimpan.')
}

function rank(name: string): number {
  const plain = name.toLowerCase()
  if (plain.endsWith('_chat.txt')) return 0
  return plain.includes('whatsapp') ? 1 : 2
}
