import { readNumber, type ReadNumber } from '../number-words.ts'
import type { Token } from '../tokenise.ts'
import { counted, percentAfter, unitAt, type Reading } from './meaning.ts'

/** In `15-20rb`, `2-3 lusin` and `10-20%` the first number shares the scale, unit or sign of the second. */
export const rangeStart = (tokens: readonly Token[], number: ReadNumber): Reading | undefined => {
  if (!number.digits || !rangeMarks.has(tokens[number.next]?.form ?? '')) return undefined
  const at = tokens[number.next + 1]?.form === '/' ? number.next + 3 : number.next + 1
  if (tokens[at]?.kind !== 'number') return undefined
  const other = readNumber(tokens, at)
  if (!other || other.value <= number.value) return undefined
  const shown = tokens[at].form.replace(',', '.')
  const scale = other.scaled ? other.value / Number(shown) : 1
  if (scale > 1 && number.value < Number(shown)) return { meaning: { type: 'money', rupiah: number.value * scale }, next: number.next }
  if (percentAfter(tokens, other.next)) return { meaning: { type: 'percent', value: number.value }, next: number.next }
  const unit = other.scaled ? undefined : unitAt(tokens, other.next)
  return unit ? counted(number.value, unit, number.next) : undefined
}

const rangeMarks = new Set(['-', '–', 's', 'sd', 'sampai', 'sampe', 'hingga', 'to'])
