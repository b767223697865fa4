import type { AnswerTimes } from '../answers.ts'
import { findResult } from '../results.ts'
import type { Report } from './report.ts'

/** How long customers wait for an answer: before and after the assistant, by channel. Worked out every night. */
export const responseTimes: Report = {
  key: 'response-times',
  hasPeriod: false,
  async run(tx) {
    const found = await findResult<AnswerTimes>(tx, 'answers')
    const after = found?.result.after ?? null
    const before = found?.result.before ?? null
    return {
      computedAt: found?.computedAt ?? null,
      missing: after === null ? { what: 'answers', have: 0, need: 10 } : null,
      facts: { median: after?.median ?? null, ninth: after?.ninth ?? null, answers: after?.answers ?? 0, medianBefore: before?.median ?? null, ninthBefore: before?.ninth ?? null, switchedOn: found?.result.switchedOn ?? null },
      columns: [
        { key: 'channel', heading: 'Kanal', kind: 'text' },
        { key: 'answers', heading: 'Jawaban', kind: 'count' },
        { key: 'median', heading: 'Setengahnya dalam (detik)', kind: 'seconds' },
        { key: 'ninth', heading: 'Sembilan dari sepuluh dalam (detik)', kind: 'seconds' },
      ],
      rows: (found?.result.channels ?? []).map((row) => [row.channel, row.answers, row.median, row.ninth]),
      chart: { kind: 'bars', x: 'channel', y: 'median' },
    }
  },
}
