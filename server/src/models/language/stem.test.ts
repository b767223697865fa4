import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indonesianRoots } from './lexicon.ts'
import { analyseWord, stem } from './stem.ts'

// Expected stems are those of Kamus Besar Bahasa Indonesia's head words.
test.each(`
makanan:makan pembelian:beli dibelikan:beli mengirimkannya:kirim mempertanyakan:tanya keberhasilan:hasil
pengetahuan:tahu mengetahui:tahu diperbaiki:baik menyapu:sapu menyatakan:nyata mengecek:cek pengecatan:cat belajar:ajar
pelajaran:ajar pekerjaan:kerja pelayanan:layan menyebabkan:sebab terasa:rasa memakai:pakai penjualan:jual
pembayaran:bayar memberikan:beri ketersediaan:sedia memesan:pesan pesanannya:pesan kesalahan:salah dikembalikan:kembali
perusahaan:usaha persatuan:satu pemerintahan:perintah memasak:masak merawat:rawat berenang:renang mengaku:aku
membersihkan:bersih penambahan:tambah pertemuan:temu terbesar:besar penipuan:tipu memperlihatkan:lihat
penginapan:inap mengunjungi:kunjung menarik:tarik ketinggalan:tinggal kepuasan:puas kekecewaan:kecewa
keterlambatan:lambat perbedaan:beda percobaan:coba penyesalan:sesal penyimpanan:simpan pengemasan:kemas
kemeja:kemeja beras:beras sepatu:sepatu pertama:pertama bersih:bersih keluarganya:keluarga
`.trim().split(/\s+/).map((pair) => pair.split(':')))('stems %s to %s', (word, expected) => expect(stem(word)).toBe(expected))

test.each([
  ['buku-buku', 'buku'],
  ['berlari-lari', 'lari'],
  ['tarik-menarik', 'tarik'],
  ['sayur-mayur', 'sayur-mayur'],
])('a doubled word %s has the root %s', (word, expected) => expect(stem(word)).toBe(expected))

test.each([
  ['ngirimin', 'kirim'],
  ['dibeliin', 'beli'],
  ['nyari', 'cari'],
  ['nungguin', 'tunggu'],
  ['hargane', 'harga'],
  ['regane', 'rega'],
  ['dikirimke', 'kirim'],
])('spoken %s has the root %s', (word, expected) => expect(stem(word)).toBe(expected))

test('an unknown word stays as it is, but for -nya', () => {
  expect(stem('Lawangsewu')).toBe('lawangsewu')
  expect(stem('tumblernya')).toBe('tumbler')
  expect(stem('')).toBe('')
  expect(stem('a'.repeat(100_000))).toHaveLength(100_000)
})

test('every root is its own stem', () => {
  for (const root of indonesianRoots()) expect(stem(root)).toBe(root)
})

test('an analysis is built from its parts and its root is known', () => {
  const part = fc.constantFrom('me', 'mem', 'men', 'meng', 'ber', 'ter', 'di', 'ke', 'pe', 'per', 'se', '')
  const ending = fc.constantFrom('kan', 'an', 'i', 'nya', 'lah', '')
  const root = fc.constantFrom(...indonesianRoots())
  fc.assert(
    fc.property(part, part, root, ending, ending, (outer, inner, base, first, second) => {
      const analysis = analyseWord(outer + inner + base + first + second)
      if (!analysis) return
      expect(indonesianRoots().has(analysis.root)).toBe(true)
      const affixes = analysis.prefixes.join('').length + analysis.suffixes.join('').length
      expect(Math.abs((outer + inner + base + first + second).length - affixes - analysis.root.length)).toBeLessThanOrEqual(2)
    }),
  )
})
