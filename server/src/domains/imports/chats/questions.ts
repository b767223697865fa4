import { findThemes, type Themes } from '#models/themes/find-themes'
import { normaliseText } from '#models/language/normalise'
import type { ChatMessage } from '../formats/whatsapp-export/chat.ts'

/** A question that came often, as people wrote it, and what the shop used to answer. */
export interface FrequentQuestion {
  question: string
  /** What the shop wrote next, most typical of what it wrote; empty when it never answered. */
  answer: string
  count: number
  examples: string[]
}

interface Asked {
  text: string
  key: string
  answer: string
}

const asking = /\?|\b(?:apa|apakah|berapa|kapan|mana|dimana|bagaimana|gimana|bisa|boleh|ada|ready|masih|sampai jam|buka|tutup|ongkir|cod|alamat|lokasi|harga|kirim|lama|garansi|custom|rekening|transfer|qris|diskon|promo|stok|how|when|where|can|do you)\b/
const mostAnswered = 12
const answerWithinMs = 24 * 3_600_000

/** Questions of customers, grouped by what they ask; those asked at least twice, most asked first. */
export function findQuestions(messages: readonly ChatMessage[], ownSenders: ReadonlySet<string>): FrequentQuestion[] {
  const asked = messages.flatMap((message, index) => {
    if (ownSenders.has(message.sender) || message.media || message.deleted || !isQuestion(message.text)) return []
    return [{ text: message.text.trim(), key: keyOf(message.text), answer: answerTo(messages, index, ownSenders) }]
  })
  const grouped = byTheme(asked) ?? byWords(asked)
  return grouped.filter((group) => group.length >= 2).map(describe).sort((a, b) => b.count - a.count || (a.question < b.question ? -1 : 1)).slice(0, mostAnswered)
}

function isQuestion(text: string): boolean {
  return text.length >= 4 && text.length <= 240 && asking.test(` ${normaliseText(text.toLowerCase())} `)
}

function answerTo(messages: readonly ChatMessage[], index: number, ownSenders: ReadonlySet<string>): string {
  const asked = Date.parse(`${messages[index].ts}Z`)
  for (const next of messages.slice(index + 1, index + 12)) {
    if (Date.parse(`${next.ts}Z`) - asked > answerWithinMs) return ''
    if (ownSenders.has(next.sender) && !next.media && !next.deleted) return next.text.trim().slice(0, 500)
  }
  return ''
}

function byTheme(asked: readonly Asked[]): Asked[][] | undefined {
  const found: Themes | { status: 'not-enough-data' } = findThemes(asked.map(({ text }, index) => ({ id: String(index).padStart(7, '0'), text })), { most: mostAnswered })
  if (found.status !== 'ok') return undefined
  return found.themes.map((theme) => theme.textIds.map((id) => asked[Number(id)]))
}

/** Few questions are grouped by their words alone. */
function byWords(asked: readonly Asked[]): Asked[][] {
  const groups = new Map<string, Asked[]>()
  for (const one of asked) groups.set(one.key, [...(groups.get(one.key) ?? []), one])
  return [...groups.values()]
}

const fillers = new Set(['kak', 'kakak', 'min', 'admin', 'mbak', 'mas', 'bu', 'pak', 'gan', 'sis', 'ya', 'dong', 'sih', 'nih', 'ini', 'itu', 'yang', 'di', 'ke', 'dan', 'untuk', 'saya', 'aku', 'mau', 'tanya', 'permisi', 'halo', 'hai', 'selamat', 'pagi', 'siang', 'sore', 'malam'])

function keyOf(text: string): string {
  const words = normaliseText(text.toLowerCase()).match(/\p{L}+/gu) ?? []
  return [...new Set(words.filter((word) => !fillers.has(word)))].sort().join(' ')
}

function describe(group: readonly Asked[]): FrequentQuestion {
  const examples = [...new Set(group.map(({ text }) => text))]
  const answers = group.map(({ answer }) => answer).filter(Boolean)
  return { question: examples[0], answer: mostCommon(answers), count: group.length, examples: examples.slice(0, 5) }
}

/** The answer given most often; of answers given once, the middle one by length: neither "ok" nor a speech. */
function mostCommon(answers: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  const best = Math.max(0, ...counts.values())
  const top = [...counts].filter(([, count]) => count === best).map(([answer]) => answer).sort((a, b) => a.length - b.length)
  return top[Math.floor((top.length - 1) / 2)] ?? ''
}
