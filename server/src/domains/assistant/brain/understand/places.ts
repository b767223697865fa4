import { foldText } from '#models/language/tokenise'
import { provinces, quarters, wideAreas } from '../words/regions.ts'

/** A place that a message or a shop's text names; `within` are all places that contain it, itself first. */
export interface Place {
  name: string
  within: readonly string[]
  /** Where it stands in the folded words it was found in. */
  start: number
  end: number
}

/** The places named in a row of folded words, longest names first, without overlap. */
export function findPlaces(words: readonly string[]): Place[] {
  const found: Place[] = []
  for (let start = 0; start < words.length; start++) {
    for (let length = Math.min(longestName, words.length - start); length > 0; length--) {
      const name = gazetteer.get(words.slice(start, start + length).join(' '))
      if (!name) continue
      if (length === 1 && ambiguous.has(words[start]) && !afterDirection(words, start)) continue
      found.push({ name, within: containersOf(name), start, end: start + length })
      start += length - 1
      break
    }
  }
  return found
}

/** How closely a named area covers a place: 3 the place itself, 2 its city, 1 its province, 0.5 wider; 0 not at all. */
export function coverage(area: string, place: Place): number {
  const step = place.within.indexOf(area)
  if (step === 0) return 3
  if (step < 0) return 0
  return provinceNames.has(area) ? 1 : wideNames.has(area) ? 0.5 : 2
}

export const foldWords = (text: string): string[] => foldText(text).match(/[\p{L}\p{N}]+(?:-[\p{L}]+)*/gu) ?? []

/** Whether a single word is a place by itself: it is then no misspelling of something else. */
export const isPlaceName = (word: string): boolean => gazetteer.has(word)

const gazetteer = new Map<string, string>()
const parents = new Map<string, Set<string>>()
const provinceNames = new Set<string>()
const wideNames = new Set<string>()

const spellings = (entry: string): string[] => entry.split('=').map((name) => name.trim())

const addPlace = (entry: string, parent?: string): string => {
  const [first, ...others] = spellings(entry)
  const known = gazetteer.get(foldWords(first).join(' ')) ?? first
  for (const name of [first, ...others]) {
    const key = foldWords(name).join(' ')
    if (!gazetteer.has(key)) gazetteer.set(key, known)
  }
  if (parent) parents.set(known, (parents.get(known) ?? new Set()).add(parent))
  return known
}

for (const [entry, { island, places }] of Object.entries(provinces)) {
  const province = addPlace(entry)
  provinceNames.add(province)
  parents.set(province, new Set([island === 'Jawa' ? 'Pulau Jawa' : island]))
  for (const place of places.split(',')) addPlace(place, province)
}
for (const [city, places] of Object.entries(quarters)) {
  const parent = addPlace(city)
  for (const place of places.split(',')) addPlace(place, parent)
}
for (const [entry, members] of Object.entries(wideAreas)) {
  const area = addPlace(entry)
  wideNames.add(area)
  for (const member of members.split(',')) addPlace(member, area)
}

const longestName = Math.max(...[...gazetteer.keys()].map((name) => name.split(' ').length))

function containersOf(name: string): string[] {
  const within = [name]
  for (let i = 0; i < within.length; i++) {
    for (const parent of parents.get(within[i]) ?? []) if (!within.includes(parent)) within.push(parent)
  }
  return within
}

/** Names that are words of chat too: they count as places only behind a word of direction. */
const ambiguous = new Set(
  'batu batang bima solok metro kota lawang buru bone siak karo toba tugu sala kasihan waru arteri johar praya jetis wates sukun kuningan alor kampar senen ende yk tng sda smd bangka citarum'.split(' '),
)

const afterDirection = (words: readonly string[], at: number): boolean => directions.has(words[at - 1] ?? '')
const directions = new Set('ke di dari kota kab kabupaten daerah area wilayah to in dr arah sampai smpe nang menyang teng luar'.split(' '))
