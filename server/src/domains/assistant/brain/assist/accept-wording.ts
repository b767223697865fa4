import { indonesianRoots } from '#models/language/lexicon'
import { wordValue } from '#models/language/number-words'
import { stem } from '#models/language/stem'
import { tokenise } from '#models/language/tokenise'
import { numbersIn } from '../check/figures.ts'
import { checkReply } from '../check/reply.ts'
import type { Answer } from '../respond.ts'
import { registerOf } from '../understand/register.ts'
import { lexicon } from '../words/lexicon.ts'
import { stopWords } from '../words/stop-words.ts'

/**
 * Whether other words say the same as an answer: as plain text, in its language, with all of its figures and no more, no
 * promise or link of its own, and no word that neither the cited rows nor everyday language has. What a model wrote is
 * judged by this alone, so that an obedient one can carry nothing out.
 */
export function acceptWording(reply: string, answer: Answer, said: readonly string[]): boolean {
  if (reply.length > Math.max(400, answer.reply.length * 1.6)) return false
  if (marked.test(reply) || spelled.test(reply) || addresses(reply).some((address) => !grounds(answer).includes(address))) return false
  if (isEnglish(reply, answer) !== (registerOf(said) === 'english')) return false
  if (denials(reply) !== denials(answer.reply)) return false
  if (new Set(numbersIn(reply)).symmetricDifference(new Set(numbersIn(answer.reply))).size > 0) return false
  if (!checkReply(reply, { sources: answer.sources, derived: answer.derived, said }).ok) return false
  return hasOnlyKnownWords(reply, answer)
}

/** Markup, links in brackets, and characters that nobody sees. */
const marked = /[<>`[\]{}\\|]|\p{Cf}(?<!\u200d)|\p{Co}|\p{Cc}(?<!\n)/u

/** Letters or figures one by one. */
const spelled = /(?:^|\s)(?:[\p{L}\p{N}](?:\s+|$)){3}/u

/** Mail addresses, handles and hosts, with or without a protocol. */
const addresses = (text: string): string[] => text.toLowerCase().match(/(?<![\w.+-])[\w.+-]*@[\w.-]+|(?:\p{L}[\w-]*\.)+(?:com|id|net|org|io|co|me|link|xyz|info|site|shop|store|app|dev|ly)\b\S*/gu) ?? []

const grounds = ({ reply, sources }: Answer): string => `${reply}\n${sources.map(({ ref, text }) => `${ref} ${text}`).join('\n')}`.toLowerCase()

/** "Habis", "belum bisa": to drop or to add such a word turns an answer round. */
const denials = (text: string): number => text.match(/\b(?:tidak|belum|bukan|habis|jangan|tanpa|kosong|not|no|cannot|out of|sorry|maaf|unavailable)\b|n't\b/gi)?.length ?? 0

/** The language of what is said around the names and texts of the shop. */
const isEnglish = (reply: string, { sources }: Answer): boolean => {
  const quoted = new Set(sources.flatMap(({ text }) => wordsOf(text.toLowerCase())))
  return registerOf([wordsOf(reply.toLowerCase()).filter((word) => !quoted.has(word)).join(' ')]) === 'english'
}

function hasOnlyKnownWords(reply: string, answer: Answer): boolean {
  const own = new Set(wordsOf(grounds(answer)))
  const roots = indonesianRoots()
  const isKnown = (word: string): boolean => own.has(word) || lexicon.has(word) || stopWords.has(word) || roots.has(word) || roots.has(stem(word))
  const words = wordsOf(reply.toLowerCase())
  const unknown = words.filter((word) => !isKnown(word) && !isKnown(word.replace(/(?:nya|lah|kah|s)$/, '')))
  // Letters one by one and figures in words would carry anything past a list of words.
  return unknown.every((word) => word.length < 3) && unknown.length <= 1 && numberWords(words) <= numberWords(wordsOf(answer.reply.toLowerCase()))
}

const numberWords = (words: readonly string[]): number => words.filter((word) => wordValue(word) !== undefined).length

const wordsOf = (text: string): string[] => tokenise(text).flatMap((token) => (token.kind === 'word' ? token.form.split('-') : []))
