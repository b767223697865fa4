import { expect, it } from 'vitest'
import { ask } from './testing.ts'

const lessons = [{ id: 'l1', question: 'bisa titip kado ke resepsionis hotel ga?', answer: 'Bisa Kak, titip ke resepsionis cukup tulis nama tamunya.' }]

it('a correction answers the question and its paraphrases', () => {
  for (const question of ['kak bisa titip kado ke resepsionis hotel?', 'kadonya dititip di resepsionis hotel boleh ga ya']) {
    expect(ask(question, { lessons }).reply).toBe(lessons[0].answer)
  }
})

it('a correction leaves other questions alone', () => {
  expect(ask('payung golf brp', { lessons }).reply).toContain('Rp145.000')
  expect(ask('hotel dekat sini mana ya', { lessons }).reply).not.toBe(lessons[0].answer)
})
