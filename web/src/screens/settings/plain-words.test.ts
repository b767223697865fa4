import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { audit as english } from '../../locales/en/audit.ts'
import { work as englishWork } from '../../locales/en/work.ts'
import { audit as indonesian } from '../../locales/id/audit.ts'
import { work as indonesianWork } from '../../locales/id/work.ts'
import { actionWords } from './audit-entry.tsx'
import { workName } from './work-words.ts'

beforeAll(() => vi.stubGlobal('localStorage', { getItem: () => null }))
afterAll(() => void vi.unstubAllGlobals())

const root = new URL('../../../../server/src/', import.meta.url)
const sources = globSync('**/*.ts', { cwd: root }).filter((path) => !path.includes('test')).map((path) => readFileSync(new URL(path, root), 'utf8'))
const found = (pattern: RegExp) => [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].flatMap((match) => match.slice(1))))]
const code = /^[a-z-]+(\.[a-z-]+)+$/

test('no entry of the activity log shows the code of an action', () => {
  const pairs = sources.flatMap((text) => [...text.matchAll(/action: '([a-z.-]+)', subjectType: '([a-z-]+)'/g)])
  expect(pairs.length).toBeGreaterThan(60)
  for (const [, action = '', subjectType = ''] of pairs) expect(actionWords({ action, subjectType })).not.toMatch(code)
  expect(actionWords({ action: 'baru.sekali', subjectType: 'order' })).toBe('Perubahan pada pesanan')
  expect(actionWords({ action: 'baru.sekali', subjectType: 'entah' })).toBe('Perubahan pada hal lain')
})

test('work that runs by itself has a name in words', () => {
  const names = found(/(?:jobs|schedules|events): \[[^\]]*?name: '([a-z.-]+)'/gs)
  expect(names.length).toBeGreaterThan(5)
  for (const name of names) expect(workName(name)).not.toBe(name)
  expect(workName('daily-backup')).toBe('Cadangan harian')
  expect(workName('orders.count-on-order.paid')).toBe('Mencatat kegiatan pesanan')
})

test('both languages name the same things', () => {
  expect(Object.keys(english.actions)).toEqual(Object.keys(indonesian.actions))
  expect(Object.keys(english.subjects)).toEqual(Object.keys(indonesian.subjects))
  expect(Object.keys(englishWork.names)).toEqual(Object.keys(indonesianWork.names))
  expect(Object.keys(englishWork.groups)).toEqual(Object.keys(indonesianWork.groups))
})
