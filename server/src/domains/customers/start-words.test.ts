import { expect, test } from 'vitest'
import { asksToStart } from './start-words.ts'

test.each(['LANJUT PROMO', 'lanjut promo ya', 'Mulai promo!', 'START PROMO', 'subscribe'])('%s asks for promotions', (text) => expect(asksToStart(text)).toBe('explicit'))

test.each(['MULAI', ' mulai. ', 'Start', 'START 🙏', 'mulai kak'])('%s takes a stop back', (text) => expect(asksToStart(text)).toBe('again'))

test.each(['', '/start', 'mulai?', 'mulai jam berapa?', 'mulai promo kapan kak?', 'start from how much?', 'promonya lanjut sampai besok', 'jangan mulai promo', 'lanjut', `${'mulai '.repeat(5_000)}`])('%s does neither', (text) => expect(asksToStart(text)).toBeUndefined())
