import { ModelInputError } from '../../server/src/models/input-error.ts'
import type { HostileCase } from './case.ts'

export interface Verdict {
  outcome: string
  /** An answer without NaN, "not enough data", or a typed error. */
  isPlain: boolean
  cpuSeconds: number
  megabytes: number
}

/** Runs one case here. */
export function judge({ run }: HostileCase): Verdict {
  const before = process.cpuUsage()
  const { outcome, isPlain } = outcomeOf(run)
  const { user, system } = process.cpuUsage(before)
  return { outcome, isPlain, cpuSeconds: (user + system) / 1e6, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }
}

function outcomeOf(run: () => unknown): Pick<Verdict, 'outcome' | 'isPlain'> {
  try {
    const value = run()
    const bad = badNumber(value, '')
    return bad === undefined ? { outcome: inWords(value), isPlain: true } : { outcome: `gave ${bad}`, isPlain: false }
  } catch (error) {
    const isPlain = error instanceof ModelInputError
    return { outcome: isPlain ? `refused (${error.code})` : `untyped ${String(error)}`, isPlain }
  }
}

function inWords(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 90 ? `answered ${text.slice(0, 90)}…` : `answered ${text}`
}

/** Where a value holds NaN or Infinity. */
function badNumber(value: unknown, path: string): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} ${value}`
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of ArrayBuffer.isView(value) ? Array.from(value as unknown as Iterable<unknown>).entries() : Object.entries(value)) {
    const bad = badNumber(inner, `${path}.${key}`)
    if (bad !== undefined) return bad
  }
  return undefined
}
