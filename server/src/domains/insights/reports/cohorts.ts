import { readCohorts, todayOf } from '#domains/activity'
import { addMonths } from '#models/language/calendar'
import { share, type Report } from './report.ts'

const months = 12

/** Of those who first bought in a month, how many bought again in each later one. A month that is not over is left open. */
export const cohorts: Report = {
  key: 'cohorts',
  hasPeriod: false,
  async run(tx) {
    const today = await todayOf(tx)
    const since = `${addMonths(today, -months).slice(0, 7)}-01`
    const found = await readCohorts(tx, since)
    const people = found.reduce((sum, cohort) => sum + cohort.people, 0)
    const laterMonths = Array.from({ length: 6 }, (_, index) => index + 1)
    const isOver = (month: string, later: number) => addMonths(`${month}-01`, later + 1) <= today
    const second = found.filter((cohort) => isOver(cohort.month, 1))
    const secondPeople = second.reduce((sum, cohort) => sum + cohort.people, 0)
    return {
      computedAt: null,
      missing: people < 20 ? { what: 'people', have: people, need: 20 } : null,
      facts: { people, again: share(second.reduce((sum, cohort) => sum + (cohort.active[1] ?? 0), 0), secondPeople) },
      columns: [
        { key: 'month', heading: 'Bulan pertama', kind: 'text' },
        { key: 'people', heading: 'Orang', kind: 'count' },
        ...laterMonths.map((later) => ({ key: `later${later}`, heading: `Bulan ke-${later} (%)`, kind: 'percent' as const })),
      ],
      rows: found.map((cohort) => [cohort.month, cohort.people, ...laterMonths.map((later) => (isOver(cohort.month, later) ? share(cohort.active[later] ?? 0, cohort.people) : null))]),
      chart: { kind: 'bars', x: 'month', y: 'later1' },
    }
  },
}
