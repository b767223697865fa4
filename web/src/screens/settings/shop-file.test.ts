import { expect, test } from 'vitest'
import type { Facts } from './facts.ts'
import { readShopFile } from './shop-file.ts'

const empty: Facts = { address: '', mapsHint: '', phone: '', instagram: '', hours: {}, paymentMethods: [], shipping: [], freeShippingOver: null, policies: {}, promos: [], faqs: [] }
const read = (text: string, current = empty) => readShopFile(new TextEncoder().encode(text), current)

test('facts are read from notes as an owner keeps them, and lines nobody understood are named', () => {
  const { facts, unread } = read(
    ['*INFO TOKO*', 'Alamat: Jl. Pandanaran 10, Semarang', 'Senin-Jumat: 8.00 - 17.00', "Sabtu 09:00-14:00", 'Minggu: tutup', 'Pembayaran:', '- Transfer BCA', '- QRIS, COD', 'Ongkir:', '- Tembalang 10rb', '- Banyumanik = Rp 15.000', 'Gratis ongkir: min 150rb', 'Retur: 2 hari dengan video.', 'Tanya: Halal?', 'Jawab: Ya, bersertifikat.'].join('\n'),
  ) ?? { facts: empty, unread: [] }
  expect(facts).toMatchObject({
    address: 'Jl. Pandanaran 10, Semarang',
    hours: { senin: '08.00-17.00', jumat: '08.00-17.00', sabtu: '09.00-14.00', minggu: 'tutup' },
    paymentMethods: ['Transfer BCA', 'QRIS', 'COD'],
    shipping: [{ area: 'Tembalang', price: 10_000 }, { area: 'Banyumanik', price: 15_000 }],
    freeShippingOver: 150_000,
    policies: { returns: '2 hari dengan video.' },
    faqs: [{ q: 'Halal?', a: 'Ya, bersertifikat.' }],
  })
  expect(unread).toEqual(['*INFO TOKO*'])
})

test('tables of fees, questions and dated promotions are read by their headings; a bad row is named', () => {
  expect(read('Kurir;Area;Ongkir;Estimasi\nGojek;Kota;"15.000";1 jam\nJNE;Jawa;;2 hari\nTruk;Demak;tanya;\n')).toMatchObject({
    facts: { shipping: [{ method: 'Gojek', price: 15_000, eta: '1 jam' }, { method: 'JNE', price: null }] },
    unread: ['Truk;Demak;tanya;'],
  })
  expect(read('Pertanyaan,Jawaban\n"Bisa COD, kak?",Bisa')).toMatchObject({ facts: { faqs: [{ q: 'Bisa COD, kak?', a: 'Bisa' }] } })
  expect(read('Kode;Promo;Mulai;Sampai\nNATAL;Diskon 10%;1/12/2026;31/12/2026\nX;y;31/02/2026;1/3/2026')).toMatchObject({ facts: { promos: [{ code: 'NATAL', from: '2026-12-01', to: '2026-12-31' }] }, unread: ['X;y;31/02/2026;1/3/2026'] })
})

test('a shop.json keeps what is sound and names fields of a wrong shape; other files are refused', () => {
  expect(read('{"address":"Jl. A","hours":"tiap hari","payment_methods":"BCA","faqs":[{"q":"x"}],"free_shipping_over":100000}')).toMatchObject({ facts: { address: 'Jl. A', hours: {}, paymentMethods: [], faqs: [], freeShippingOver: 100_000 }, unread: ['hours', 'payment_methods', 'faqs'] })
  for (const text of ['', '[]', '{"a":1}', '{rusak', 'selamat pagi', '%PDF-1.4\0\0']) expect(read(text), text).toBeUndefined()
})

test('what the file does not say stays, and old encodings are read', () => {
  expect(readShopFile(Uint8Array.from([...new TextEncoder().encode('Alamat: Caf'), 0xe9]), { ...empty, phone: '0812' })?.facts).toMatchObject({ address: 'Café', phone: '0812' })
})
