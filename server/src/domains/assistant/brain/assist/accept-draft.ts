import { numbersIn, sumsIn } from '../check/figures.ts'
import { checkReply } from '../check/reply.ts'

/**
 * Whether other words for a promotion say the same: the slots that are filled for each customer, codes and links as they
 * stood, no price lost, the way out kept, and nothing that the owner's own words do not hold.
 */
export function acceptDraft(draft: string, original: string): boolean {
  const [said, meant] = [plain(draft), plain(original)]
  if (!same(slotsIn(draft), slotsIn(original)) || !same(codesIn(said), codesIn(meant))) return false
  if (/\bSTOP\b/.test(meant) && !/\bSTOP\b/.test(said)) return false
  if (!sumsIn(meant).every((sum) => sumsIn(said).includes(sum)) || !linksIn(meant).every((link) => said.includes(link))) return false
  const [words, grounds] = [withoutCodes(said), withoutCodes(meant)]
  // A number that stood once is not said of a second thing.
  if (!within(numbersIn(words), numbersIn(grounds))) return false
  return checkReply(words, { sources: [{ kind: 'promo', ref: '', text: grounds }], derived: [], said: [] }).ok
}

const slot = /\{\{[^{}]*\}\}/g
const slotsIn = (text: string) => text.match(slot) ?? []
const plain = (text: string) => text.replace(slot, ' ')
const linksIn = (text: string) => text.match(/https?:\/\/\S+/gi) ?? []
/** Words of capitals and digits: what customers are to name. */
const codesIn = (text: string) => (text.match(/(?<![\p{L}\d])[A-Z\d-]{4,}(?![\p{L}\d])/gu) ?? []).filter((word) => /\d/.test(word) && /[A-Z]/.test(word))
const withoutCodes = (text: string) => codesIn(text).reduce((rest, code) => rest.replaceAll(code, ' '), text)
const within = (few: string[], many: string[]) => few.every((one) => few.filter((other) => other === one).length <= many.filter((other) => other === one).length)
const same = (a: string[], b: string[]) => JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted())
