import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attributePaths, type ChannelCredit } from './attribute-paths.ts'
import { type Path } from './paths.ts'
import { ModelInputError } from '../input-error.ts'

const rules = ['first', 'last', 'linear', 'markov', 'shapley'] as const
const total = (table: ChannelCredit[], rule: (typeof rules)[number]) => table.reduce((sum, row) => sum + row[rule], 0)
const path = (text: string, conversions = 1, nulls = 0, value = 0): Path => ({
  channels: text.split(' > '),
  conversions,
  value,
  nulls,
})
const somePaths = fc.array(
  fc.record({
    channels: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 6 }),
    conversions: fc.nat(5),
    value: fc.nat(100_000),
    nulls: fc.nat(5),
  }),
  { minLength: 1, maxLength: 30 },
)

describe('attribution of paths', () => {
  it('reproduces the three-path example of the ChannelAttribution vignette', () => {
    const { channels } = attributePaths([path('A > B > A > B > B > A'), path('A > B > B > A > A'), path('A > A')])
    // Published transition probabilities: removing A loses every conversion, removing B those that pass A → B (1/2).
    expect(channels.map(({ channel, markov }) => [channel, markov])).toEqual([['A', 2], ['B', 1]])
  })

  it('gives a removal effect that equals walking the chain without the channel', () => {
    fc.assert(
      fc.property(somePaths, (paths) => {
        const { channels, conversions } = attributePaths(paths)
        fc.pre(conversions > 0)
        const base = chanceOfConversion(paths)
        const effects = channels.map(({ channel }) => 1 - chanceOfConversion(paths, channel) / base)
        const scale = effects.reduce((sum, effect) => sum + effect, 0)
        for (const [i, { markov }] of channels.entries()) {
          expect(markov).toBeCloseTo((effects[i] / scale) * conversions, 6)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('gives Shapley values that equal the average over all 2ⁿ coalitions', () => {
    fc.assert(
      fc.property(somePaths, (paths) => {
        for (const { channel, shapley } of attributePaths(paths).channels) {
          expect(shapley).toBeCloseTo(shapleyByEnumeration(paths, channel), 9)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('divides exactly the total, by each rule, in conversions and in value', () => {
    fc.assert(
      fc.property(somePaths, (paths) => {
        const result = attributePaths(paths)
        for (const rule of rules) {
          expect(total(result.channels, rule)).toBeCloseTo(result.conversions, 6)
          expect(total(result.valueChannels, rule)).toBeCloseTo(result.value, 4)
        }
        for (const row of [...result.channels, ...result.valueChannels]) {
          for (const rule of rules) expect(row[rule]).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  it('does not depend on the order of the paths, nor on how equal paths are counted', () => {
    fc.assert(
      fc.property(somePaths, (paths) => {
        const halves = paths.map((p) => ({ ...p, conversions: p.conversions / 2, value: p.value / 2, nulls: p.nulls / 2 }))
        const other = byChannel(attributePaths([...halves, ...halves.toReversed()]).channels)
        for (const row of attributePaths(paths).channels) {
          for (const rule of rules) expect(other.get(row.channel)?.[rule]).toBeCloseTo(row[rule], 8)
        }
      }),
    )
  })

  it('leaves out paths without a touch and says how many', () => {
    const result = attributePaths([path('a', 2, 0, 10), { channels: [], conversions: 5, value: 50, nulls: 1 }])
    expect(result).toMatchObject({ conversions: 2, value: 10, withoutTouch: 1 })
  })

  it('answers nothing, and not NaN, when there is nothing to divide', () => {
    expect(attributePaths([])).toMatchObject({ conversions: 0, value: 0, channels: [] })
    expect(attributePaths([path('a > b', 0, 9), path('c', 0, 0)]).channels.map((row) => row.markov)).toEqual([0, 0, 0])
  })

  it('refuses counts that are negative or not numbers', () => {
    for (const bad of [-1, NaN, Infinity]) {
      expect(() => attributePaths([path('a'), path('b', bad)])).toThrow(ModelInputError)
      expect(() => attributePaths([path('a'), path('b', 1, bad)])).toThrow('nulls of path 1 must be')
    }
  })

  it('refuses more channels than it can invert in reasonable time', () => {
    const many = Array.from({ length: 2_001 }, (_, i) => path(`channel ${i}`))
    expect(() => attributePaths(many)).toThrow(expect.objectContaining({ code: 'attribution.too_many_channels' }))
  })
})

const file = join(process.env.LARIS_SHARED ?? '../shared', 'data/attribution/channelattribution_paths.csv')
describe.skipIf(!existsSync(file))('attribution of the ChannelAttribution paths', () => {
  it('gives the published figures', () => {
    const paths = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/).slice(1).map((line) => {
      const [, text, conversions, value, nulls] = /^"(.*)",(.*),(.*),(.*)$/.exec(line) ?? []
      return path(text, Number(conversions), Number(nulls), Number(value))
    })
    const result = attributePaths(paths)
    const credit = byChannel(result.channels)
    expect(result.conversions).toBe(19_785)
    expect(result.value).toBeCloseTo(74_802.97, 1)
    expect(credit.get('alpha')?.first).toBe(6_308)
    expect(credit.get('alpha')?.last).toBe(8_447)
    expect(credit.get('alpha')?.linear).toBeCloseTo(7_574.72, 2)
    expect(credit.get('alpha')?.markov).toBeCloseTo(5_344.95, 2)
    expect(credit.get('beta')?.markov).toBeCloseTo(2_527.35, 2)
  })
})

const byChannel = (table: ChannelCredit[]) => new Map(table.map((row) => [row.channel, row]))

/** Probability of conversion by power iteration over the walk, with `removed` leading to null. */
function chanceOfConversion(paths: Path[], removed?: string): number {
  const moves = new Map<string, Map<string, number>>()
  const count = (from: string, to: string, weight: number) => {
    const row = moves.get(from) ?? new Map<string, number>()
    moves.set(from, row.set(to, (row.get(to) ?? 0) + weight))
  }
  for (const { channels, conversions, nulls } of paths) {
    const steps = ['(start)', ...channels]
    for (let i = 1; i < steps.length; i++) count(steps[i - 1], steps[i], conversions + nulls)
    count(steps[steps.length - 1], '(conversion)', conversions)
    count(steps[steps.length - 1], '(null)', nulls)
  }
  let at = new Map([['(start)', 1]])
  let converted = 0
  for (let step = 0; step < 5_000 && at.size > 0; step++) {
    const next = new Map<string, number>()
    for (const [from, mass] of at) {
      const row = moves.get(from) ?? new Map<string, number>()
      const weight = [...row.values()].reduce((sum, w) => sum + w, 0)
      if (weight === 0 || mass < 1e-15) continue
      for (const [to, w] of row) {
        if (to === '(conversion)') converted += (mass * w) / weight
        else if (to !== '(null)' && to !== removed) next.set(to, (next.get(to) ?? 0) + (mass * w) / weight)
      }
    }
    at = next
  }
  return converted
}

function shapleyByEnumeration(paths: Path[], channel: string): number {
  const all = [...new Set(paths.flatMap((p) => p.channels))]
  const others = all.filter((name) => name !== channel)
  const worth = (set: Set<string>) =>
    paths.reduce((sum, p) => sum + (p.channels.every((name) => set.has(name)) ? p.conversions : 0), 0)
  let value = 0
  for (let mask = 0; mask < 2 ** others.length; mask++) {
    const set = new Set(others.filter((_, i) => mask & (2 ** i)))
    const weight = (factorial(set.size) * factorial(others.length - set.size)) / factorial(all.length)
    value += weight * (worth(new Set([...set, channel])) - worth(set))
  }
  return value
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
