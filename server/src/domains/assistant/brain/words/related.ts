import { smallWords } from './lexicon.ts'
import { stopWords } from './stop-words.ts'

/**
 * Which words of a catalogue suit a wish: whom a thing is for, what for, where. General knowledge of goods; a shop's
 * own descriptions weigh more because they are matched word by word.
 */
const relations = `
wanita: dress gamis tunik blouse hijab pashmina rok mukena kebaya daster outer khimar tas atasan
pria: kemeja koko sarung peci kaos celana jas
anak: anak-anak bayi mainan
ibu: dress gamis hijab tunik daster wanita mukena
bapak: kemeja koko sarung pria kursi
suami: pria kemeja koko sarung
istri: wanita dress gamis hijab tunik
mertua: orang tua dewasa
bos: pria kemeja
guru: hijab kemeja kain
pacar: sarimbit
orang: dewasa
orang_tua: kursi goyang
pensiun: kursi goyang bangku
santai: kursi goyang bangku sofa ayunan
duduk: kursi bangku sofa
duduk-duduk: kursi bangku sofa
teras: bangku taman luar ruang kursi
taman: bangku luar ruang
luar: luar ruang taman
kerja: meja kantor
kantor: kerja seragam meja
belajar: meja rak buku
ruang_tamu: tamu kursi meja sofa bufet
kamar: dipan lemari nakas meja rias
tidur: dipan kasur nakas
dapur: talenan nampan rak meja kitchen
makan: meja kursi
buku: rak
tv: bufet
baju: lemari kemeja dress gamis
rapat: snack kotak mini
arisan: snack kotak mini tumpeng
pengajian: nasi snack kotak
ulang: tumpeng kue
syukuran: tumpeng nasi
oleh-oleh: paket oleh-oleh hampers
kado: paket hampers set
hampers: paket hampers set
souvenir: oleh-oleh mini paket
perjalanan: vakum frozen kering
jauh: vakum frozen kering
vegetarian: jamur sayur
sarapan: nasi roti
camilan: snack keripik kue
ngemil: snack keripik kue
pesta: dress kebaya gamis
kondangan: dress kebaya gamis kemeja kain tunik
pernikahan: kebaya sarimbit dress kain
lebaran: gamis koko sarimbit hampers
wisuda: kebaya hijab dress
harian: kaos daster tunik
resmi: lengan-panjang kemeja jas
formal: lengan-panjang kemeja jas
sarimbit: sarimbit couple
kembar: sarimbit
hangat: jaket
adem: katun rayon
warung: kursi kafe meja
kafe: kursi kafe bar
warkop: kursi kafe
`

const table = new Map(
  relations.trim().split('\n').map((line): [string, string[]] => {
    const [word, list] = line.split(': ')
    return [word.replace('_', ' '), list.split(' ')]
  }),
)

/** The word itself at 1 and its relations at 0.5; none for words that wish nothing. */
export function relatedTo(concept: string): { word: string; weight: number }[] {
  const related = (table.get(concept) ?? []).map((word) => ({ word, weight: 0.5 }))
  if (/^\d/.test(concept) || concept.length < 3) return related
  if (smallWords.has(concept) || stopWords.has(concept)) return related
  return [{ word: concept, weight: 1 }, ...related]
}
