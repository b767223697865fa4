import { addDays } from '../language/calendar.ts'
import type { Timeline } from './calendar.ts'

/**
 * What the labels of consecutive periods (oldest first) say: days or weeks give a timeline, months and quarters a
 * season length. Labels are `YYYY-MM-DD`, also with a time behind, or `YYYY-MM`; with gaps, repetitions or anything
 * else the periods are just counted.
 */
export function timelineOf(labels: readonly string[]): { timeline?: Timeline; seasonLength?: number } {
  const dates = labels.map((label) => /^(\d{4}-\d{2})(-\d{2})?(?:[T ].*)?$/.exec(label.trim()))
  const days = dates.map((match) => Date.parse(match ? match[1] + (match[2] ?? '-01') : '') / 86_400_000)
  if (days.length < 2 || days.some((day) => !Number.isFinite(day))) return {}
  const steps = new Set(days.slice(1).map((day, i) => day - days[i]))
  const [step] = steps
  if (steps.size === 1 && (step === 1 || step === 7)) return { timeline: { start: addDays('1970-01-01', days[0]), periodDays: step } }
  if ([...steps].every((gap) => gap >= 28 && gap <= 31)) return { seasonLength: 12 }
  return [...steps].every((gap) => gap >= 90 && gap <= 92) ? { seasonLength: 4 } : {}
}
