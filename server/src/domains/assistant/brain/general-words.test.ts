import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { indonesianRoots } from '#models/language/lexicon'

const here = new URL('./', import.meta.url)
const demo = new URL('../../../../demo/shops/', import.meta.url)

/** Words of demo names that any shop of the trade uses (and Javanese for a thousand), though no list of roots has them. */
const ofTheTrade = new Set('blouse dress fit mini nampan talenan pakaian sandaran asem sewu'.split(' '))
/** Words that the roots have only because people write of local specialities. */
const specialities = new Set(['wingko', 'lumpia', 'bandeng', 'siomay'])
/** Places are places, whatever is named after them. */
const isGazetteer = (file: string) => file.endsWith('regions.ts') || file.endsWith('places.ts')

it('no code or lexicon names the goods of a demo shop', () => {
  const roots = indonesianRoots()
  const names = readdirSync(demo, { withFileTypes: true }).filter((entry) => entry.isDirectory()).flatMap(({ name }) => readFileSync(new URL(`${name}/products.csv`, demo), 'utf8').split('\n').slice(1).map((line) => line.split(',')[1] ?? ''))
  const words = new Set(names.flatMap((name) => name.toLowerCase().match(/\p{L}{3,}/gu) ?? []))
  const own = [...words].filter((word) => specialities.has(word) || !(roots.has(word) || ofTheTrade.has(word)))
  expect(own.length).toBeGreaterThan(10)
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !isGazetteer(file))
  const found = files.flatMap((file) => {
    const text = readFileSync(new URL(file, here), 'utf8').toLowerCase()
    return own.filter((word) => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'u').test(text)).map((word) => `${word} in ${file}`)
  })
  expect(found).toEqual([])
})
