import { globSync, readFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { withWords, wordsOf } from './locale.ts'

afterEach(() => void vi.unstubAllGlobals())
const choose = (language: string | null) => vi.stubGlobal('localStorage', { getItem: () => language })

test('who reads Indonesian fetches no English', async () => {
  choose(null)
  const fetchEnglish = vi.fn(() => Promise.resolve({ save: 'Save' }))
  const words = wordsOf({ save: 'Simpan' }, fetchEnglish)
  expect(await withWords(Promise.resolve('screen'))).toBe('screen')
  expect(words().save).toBe('Simpan')
  expect(fetchEnglish).not.toHaveBeenCalled()
})

test('a part is there once its English words are, and they are fetched once', async () => {
  choose('en')
  const fetchEnglish = vi.fn(() => Promise.resolve({ save: 'Save' }))
  const part = Promise.resolve().then(() => wordsOf({ save: 'Simpan' }, fetchEnglish))
  const words = await withWords(part)
  expect(words().save).toBe('Save')
  await withWords(Promise.resolve('another screen'))
  expect(fetchEnglish).toHaveBeenCalledTimes(1)
})

test('words that could not be fetched are asked for again', async () => {
  choose('en')
  const fetchEnglish = vi.fn(() => Promise.resolve({ save: 'Save' })).mockRejectedValueOnce(new TypeError('Failed to fetch'))
  const words = wordsOf({ save: 'Simpan' }, fetchEnglish)
  await expect(withWords(Promise.resolve('screen'))).rejects.toThrow('Failed to fetch')
  await withWords(Promise.resolve('screen'))
  expect(words().save).toBe('Save')
})

test('every screen and dialog that is fetched later waits for its words', () => {
  const source = new URL('../', import.meta.url)
  const fetched = globSync('{router,screens/**/*,ui/*}.tsx', { cwd: source }).flatMap((path) => readFileSync(new URL(path, source), 'utf8').match(/[\w(]*\(?import\('[^']+\.tsx'\)/g) ?? [])
  expect(fetched.length).toBeGreaterThan(50)
  expect(fetched.filter((one) => !one.startsWith('withWords('))).toEqual([])
})
