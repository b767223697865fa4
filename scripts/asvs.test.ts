import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const rows = parse<Record<'id' | 'level' | 'status' | 'tests_or_reason', string>>(readFileSync(join(root, 'docs/security/asvs-5.0.0.csv')), { columns: true })
const titles = testFiles().flatMap((file) => titlesOf(readFileSync(file, 'utf8')))

test('ASVS 5.0.0: every requirement of level 2, and of level 3 in chapters 5, 7 and 8, has one row', () => {
  const required = readFileSync(join(root, 'docs/security/asvs-5.0.0-required.txt'), 'utf8')
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .flatMap((line) => {
      const [section, ...numbers] = line.split(' ')
      return numbers.map((number) => `v5.0.0-${section}.${number}`)
    })
  expect(required.length).toBe(264)
  expect(rows.map(({ id }) => id)).toEqual(required)
})

test('ASVS 5.0.0: a tested row names tests that exist and run; the others give a reason, open ones with a date', () => {
  const wrong = rows.filter(({ status, tests_or_reason: text }) => {
    if (status === 'tested') return text.split(' | ').some((name) => name.length < 8 || !titles.some((title) => title.includes(name)))
    if (status === 'open') return !/^\d{4}-\d{2}-\d{2}: .{12,}/.test(text)
    return !['by design', 'not applicable'].includes(status) || text.length < 9
  })
  expect(wrong.map(({ id, status, tests_or_reason: text }) => `${id} ${status}: ${text}`)).toEqual([])
})

test('the check itself: a dead name, a missing reason and a skipped test would be found', () => {
  expect(titlesOf("test('one that runs', () => {})\ntest.skip('one that does not', () => {})\n  test.each(list)('%s is refused', () => {})")).toEqual(['one that runs', '%s is refused'])
})

/** Titles of tests and groups as they stand in the source; those that are always skipped are none. */
function titlesOf(source: string): string[] {
  return [...source.matchAll(/(?:^|\s)(?:test|describe)((?:\.\w+(?:\((?:[^()]|\([^()]*\))*\))?)?)\(\s*(['"`])(.+?)\2\s*,/gm)].flatMap(([, modifier = '', , title = '']) => (/^\.(skip|todo)($|\()(?!.*skipIf)/.test(modifier) ? [] : [title]))
}

function testFiles(): string[] {
  return ['server', 'scripts', 'web/src', 'e2e'].flatMap((folder) => {
    const path = join(root, folder)
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => /(\.test\.tsx?|\.e2e\.ts|channel-suite\.ts)$/.test(name) && !name.includes('node_modules'))
      .map((name) => join(path, name))
  })
}
