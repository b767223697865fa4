import { expect, test } from 'vitest'
import { diffWords } from './word-diff.ts'

test('tells what was taken out and put in, in reading order', () => {
  expect(diffWords('Halo Kak, ada kabar baru.', 'Hai Kak, ada kabar nih.')).toEqual([
    { kind: 'out', text: 'Halo' }, { kind: 'in', text: 'Hai' }, { kind: 'same', text: 'Kak, ada kabar' }, { kind: 'out', text: 'baru.' }, { kind: 'in', text: 'nih.' },
  ])
})

test('the same text is one piece; nothing against something is all new', () => {
  expect(diffWords('a b', 'a  b')).toEqual([{ kind: 'same', text: 'a b' }])
  expect(diffWords('', 'a b')).toEqual([{ kind: 'in', text: 'a b' }])
})
