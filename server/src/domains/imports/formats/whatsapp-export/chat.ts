import { readHead, type Head } from './heads.ts'
import { composeMoment, decideOrder, type DateOrder } from './moments.ts'
import { isSystemText, readMarks, type Marks } from './words.ts'

export interface ChatMessage extends Marks {
  kind: 'message'
  /** Line on which it begins, from 1. */
  line: number
  /** Local time without a zone, as precise as the export. */
  ts: string
  sender: string
  text: string
}

export interface SystemLine {
  kind: 'system'
  line: number
  ts: string
  text: string
}

export type ChatEntry = ChatMessage | SystemLine

export interface Chat {
  entries: ChatEntry[]
  lines: number
  skipped: { line: number; reason: string }[]
  order: DateOrder
}

interface Started {
  line: number
  head: Head
  ts: string | undefined
  /** The first line's text and those that follow. */
  texts: string[]
}

/** A whole exported chat. Empty `entries` when the text is no chat. */
export function readChat(text: string): Chat {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  if (lines.at(-1) === '') lines.pop()
  const heads = keepStyle(lines.map(readHead))
  const order = decideOrder(heads.filter((head) => head !== undefined))
  const skipped: Chat['skipped'] = []
  const started = gather(lines, heads, order, skipped)
  return { entries: started.map(toEntry), lines: lines.length, skipped, order }
}

/** All lines of an export are written alike: what looks different was pasted into a message. */
function keepStyle(heads: readonly (Head | undefined)[]): (Head | undefined)[] {
  const counts = new Map<string, number>()
  for (const head of heads) if (head) counts.set(head.style, (counts.get(head.style) ?? 0) + 1)
  const most = Math.max(...counts.values())
  const style = [...counts].find(([, count]) => count === most)?.[0]
  return heads.map((head) => (head?.style === style ? head : undefined))
}

function gather(lines: readonly string[], heads: readonly (Head | undefined)[], order: DateOrder, skipped: Chat['skipped']): Started[] {
  const moments = heads.map((head) => head && composeMoment(head, order))
  const next = nextMoments(moments)
  const kept: Started[] = []
  let current: Started | undefined
  for (const [index, line] of lines.entries()) {
    const head = heads[index]
    const ts = moments[index]
    if (head && (ts === undefined || !isPasted(head, ts, current?.ts, next[index]))) {
      current = { line: index + 1, head, ts, texts: [head.rest] }
      if (ts === undefined) skipped.push({ line: index + 1, reason: `Tanggal atau jam "${head.date.join('/')} ${head.hour}.${head.minute}" tidak ada di kalender.` })
      else kept.push(current)
    } else if (!current) {
      if (line.trim() !== '') skipped.push({ line: index + 1, reason: 'Tidak ada tanggal dan pengirim sebelum baris ini.' })
    } else if (current.ts === undefined) skipped.push({ line: index + 1, reason: `Lanjutan baris ${current.line} yang tanggalnya tidak ada.` })
    else current.texts.push(line)
  }
  return kept
}

/** For each line the time of the next line that has one. */
function nextMoments(moments: readonly (string | undefined)[]): (string | undefined)[] {
  const next: (string | undefined)[] = Array.from({ length: moments.length })
  let later: string | undefined
  for (let index = moments.length - 1; index >= 0; index--) {
    next[index] = later
    later = moments[index] ?? later
  }
  return next
}

/** A date without a sender, out of time, in words that are not WhatsApp's: somebody's list of appointments. */
function isPasted(head: Head, ts: string, before: string | undefined, after: string | undefined): boolean {
  if (before === undefined || splitSender(head.rest) !== undefined || isSystemText(stripMarks(head.rest))) return false
  return ts < before || (after !== undefined && ts > after)
}

function toEntry({ line, head, ts = '', texts }: Started): ChatEntry {
  const found = splitSender(head.rest)
  const whole = (first: string) => [first, ...texts.slice(1)].map(stripMarks).join('\n').trimEnd()
  if (!found || isSentence(found.sender, head.rest)) return { kind: 'system', line, ts, text: whole(head.rest).trim() }
  const text = whole(found.text)
  const marks = readMarks(text)
  const isMarked = /^[\u200E\u200F]/.test(found.text)
  if (!marks.media && !marks.deleted && (isMarked ? isSystemText(text) : isNotice(text))) return { kind: 'system', line, ts, text }
  return { kind: 'message', line, ts, sender: found.sender, text, ...marks }
}

function splitSender(rest: string): { sender: string; text: string } | undefined {
  const colon = /:(?: |$)/.exec(rest)
  if (!colon) return undefined
  const sender = cleanName(rest.slice(0, colon.index))
  return sender === '' || sender.length > 150 ? undefined : { sender, text: rest.slice(colon.index + 2) }
}

/** `Budi mengubah subjek menjadi "Promo: Lebaran"` has a colon too. */
function isSentence(sender: string, rest: string): boolean {
  return (/["“”«]/.test(sender) || sender.length > 40) && isSystemText(stripMarks(rest))
}

/** The notice about encryption, which some iPhones write without its invisible mark. */
function isNotice(text: string): boolean {
  return text.length > 60 && /^(?:pesan dan panggilan|messages and calls|messages to this chat)\b.{0,40}(?:terenkripsi|encrypt|secured)/i.test(text)
}

/** Phone numbers stand between direction marks, with hyphens and spaces that do not break. */
function cleanName(name: string): string {
  return name.replace(/[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, '').replace(/[\u00A0\u2007\u202F]/g, ' ').replace(/\u2011/g, '-').trim()
}

/** Invisible marks that the export puts before its own words. */
function stripMarks(text: string): string {
  return text.replace(/\u200E/g, '').replace(/^[\u200F\u202A-\u202E\uFEFF]+/, '')
}
