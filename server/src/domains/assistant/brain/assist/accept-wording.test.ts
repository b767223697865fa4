import { describe, expect, it } from 'vitest'
import { ask } from '../testing.ts'
import { acceptWording } from './accept-wording.ts'

const price = ask('payung golf berapa?')
const out = ask('payung lipat biru ada?')
const english = ask('How much is the golf umbrella?')

const accepts = (reply: string, answer = price) => acceptWording(reply, answer, ['payung golf berapa?'])

describe('other words for an answer', () => {
  it.each(['Payung Golf Badai yang diameter 130 cm harganya Rp145.000 ya Kak, silakan.', 'Untuk Payung Golf Badai (Diameter 130 cm) harganya Rp145.000, Kak.'])('are taken when they say the same: %s', (reply) => {
    expect(accepts(reply)).toBe(true)
  })
  it.each([
    ['another amount', 'Payung Golf Badai (Diameter 130 cm) harganya Rp100.000, Kak.'],
    ['an amount more', 'Payung Golf Badai (Diameter 130 cm) Rp145.000, ongkirnya Rp10.000.'],
    ['an amount less', 'Payung Golf Badai (Diameter 130 cm) ada, Kak.'],
    ['a discount', 'Payung Golf Badai (Diameter 130 cm) Rp145.000, dapat diskon spesial ya.'],
    ['a promise', 'Payung Golf Badai (Diameter 130 cm) Rp145.000, pasti sampai besok dan uang kembali.'],
    ['a link', 'Payung Golf Badai (Diameter 130 cm) Rp145.000. Bayar di https://bayar.example/x'],
    ['a bare host', 'Payung Golf Badai (Diameter 130 cm) Rp145.000. Cek toko-murah.com ya.'],
    ['a handle', 'Payung Golf Badai (Diameter 130 cm) Rp145.000. Hubungi @penipu ya.'],
    ['a number to call', 'Payung Golf Badai (Diameter 130 cm) Rp145.000. Hubungi 081299990000.'],
    ['markup', 'Payung Golf Badai (Diameter 130 cm) <b>Rp145.000</b>'],
    ['an image', 'Payung Golf Badai (Diameter 130 cm) Rp145.000 ![x](x)'],
    ['hidden characters', 'Payung Golf Badai (Diameter 130 cm) Rp145.000\u200B ya Kak'],
    ['a name that nobody gave', 'Payung Golf Badai (Diameter 130 cm) Rp145.000, kata Zubaidah Wiratmoko.'],
    ['a secret', 'Payung Golf Badai (Diameter 130 cm) Rp145.000 skXQ7vPlmTz'],
    ['another language', 'The Payung Golf Badai (Diameter 130 cm) is Rp145.000 and you can order it here, thanks.'],
    ['a refusal', 'Maaf, Payung Golf Badai (Diameter 130 cm) Rp145.000 tidak tersedia.'],
    ['a speech', `Payung Golf Badai (Diameter 130 cm) Rp145.000. ${'Payung ini bagus sekali. '.repeat(40)}`],
  ])('are refused with %s', (_, reply) => {
    expect(accepts(reply)).toBe(false)
  })
  it('may not turn sold out into there', () => {
    expect(acceptWording(out.reply.replace(/Maaf Kak, (.*?) sedang habis\./, '$1 masih ada Kak.'), out, [])).toBe(false)
  })
  it('stay in English where the answer is English', () => {
    expect(acceptWording('The Payung Golf Badai (Diameter 130 cm) is Rp145.000.', english, ['How much is the golf umbrella?'])).toBe(true)
    expect(acceptWording('Payung Golf Badai (Diameter 130 cm) harganya Rp145.000 ya Kak.', english, ['How much is the golf umbrella?'])).toBe(false)
  })
})
