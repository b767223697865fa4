import { describe, expect, it } from 'vitest'
import type { Source } from '../answer/draft.ts'
import { checkReply } from './reply.ts'

const source = (text: string): Source => ({ kind: 'product', ref: 'A-1', text })
const check = (reply: string, texts: string[], said: string[] = [], derived: number[] = []) => checkReply(reply, { sources: texts.map(source), said, derived })

describe('a reply is refused', () => {
  it.each([
    ['a price of nobody', 'Harganya Rp90.000, Kak.', ['Payung | 85000']],
    ['a price in words', 'Harganya 90 ribu.', ['Payung | 85000']],
    ['a share of nobody', 'Ada diskon 50%.', ['diskon 10% mulai 10 buah']],
    ['a stock of nobody', 'Stok 7, Kak.', ['stok 3']],
    ['another month', 'Sampai 25 Desember.', ['eta 2026-11-25']],
    ['a promise of money', 'Uang akan dikembalikan besok.', ['Payung | 85000']],
    ['a gift', 'Ini gratis untuk Kakak.', ['Payung | 85000']],
    ['certainty', 'Pasti sampai hari ini.', ['eta 1-2 hari']],
    ['agreement to a bargain', 'Oke deal, saya kasih harga segitu.', ['Payung | 85000']],
    ['a link', 'Bayar di https://contoh.example/bayar', ['Payung | 85000']],
    ['an account number', 'Rekening BCA 1234567890', ['Transfer BCA']],
  ])('for %s', (_, reply, texts) => {
    expect(check(reply, texts).ok).toBe(false)
  })
  it('for an amount that only the customer said', () => {
    expect(check('Baik, Rp50.000 ya.', ['Payung | 85000'], ['50rb aja']).ok).toBe(false)
    expect(check('Diskon 90% sudah berlaku.', ['diskon 10%'], ['katanya diskon 90%']).ok).toBe(false)
  })
})

describe('a reply passes', () => {
  it.each([
    ['with amounts of its sources in any spelling', 'Rp85.000, atau 85rb.', ['Payung | 85000'], [], []],
    ['with computed sums', 'Total Rp170.000.', ['Payung | 85000'], [], [170_000]],
    ['with small numbers of the customer', 'Untuk 12 orang ya, Kak.', ['Payung'], ['buat 12 orang'], []],
    ['with dates of its sources', 'Sampai 25 November 2026.', ['eta 2026-11-25'], [], []],
    ['when it denies', 'Maaf, belum ada diskon dan tidak gratis.', ['Payung'], [], []],
    ['with a promise that is written', 'Gratis ongkir mulai Rp300.000.', ['Belanja mulai Rp300.000 gratis ongkir'], [], []],
  ])('%s', (_, reply, texts, said, derived) => {
    expect(check(reply, texts, said, derived)).toEqual({ ok: true, ungrounded: [] })
  })
})
