import { expect, test } from 'vitest'
import { asksToStop } from './stop-words.ts'

test.each(['STOP', 'stop.', ' Berhenti ', 'BERHENTI!!', 'stop promo', 'Tolong berhenti 🙏', 'unsubscribe'])('%s ends promotions', (text) => expect(asksToStop(text)).toBe(true))

test.each(['', 'berhenti di halte mana kak?', 'stoples isi 12 ada?', 'non stop buka?', 'stop kontak ada kak?', 'stok', `${'stop '.repeat(5_000)}`])('%s does not', (text) => expect(asksToStop(text)).toBe(false))
