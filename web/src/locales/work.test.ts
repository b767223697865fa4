import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { work as english } from './en/work.ts'
import { work as indonesian } from './id/work.ts'

const server = new URL('../../../server/src/', import.meta.url)

test('whatever Laris does by itself has a name on the health screen', () => {
  const sources = globSync('**/*.ts', { cwd: server.pathname, exclude: ['**/*.test.ts'] }).map((path) => readFileSync(new URL(path, server), 'utf8'))
  const names = [...new Set(sources.flatMap((source) => [...source.matchAll(/\bname: '([a-z][a-z.-]+)', (?:handle|every)\b/g)].map(([, name]) => name)))]
  expect(names.length).toBeGreaterThan(20)
  for (const words of [indonesian, english]) {
    expect(names.filter((name) => !Object.hasOwn(words.names, name) && !Object.hasOwn(words.groups, name.split('.')[0]))).toEqual([])
  }
})
