/** What a counted or measured unit word means. `pieces`: 2 lusin are 24 pieces. */
export type Unit =
  | { kind: 'count'; unit: string; pieces: number }
  | { kind: 'measure'; dimension: Dimension; unit: string; factor: number }

/** Base units: centimetre, gram, millilitre, minute. */
export type Dimension = 'length' | 'mass' | 'volume' | 'duration'

/** The unit of a word in its token form, clitics taken off (`kilonya`), or `undefined`. */
export function unitOf(form: string): Unit | undefined {
  return units.get(form) ?? (form.length > 5 && form.endsWith('nya') ? units.get(form.slice(0, -3)) : undefined)
}

/** The unit of a word that says one of it: `selusin`, `sekilo`, `sebungkus`, Javanese `sakdus`. */
export function singleUnitOf(form: string): Unit | undefined {
  if (notSingle.has(form)) return undefined
  if (form.startsWith('sak')) return units.get(form.slice(3))
  return form.startsWith('se') && form.length > 4 ? units.get(form.slice(2)) : undefined
}

// seset, sekali, sejam … are words of their own that do not count goods; a duration of one is read by dates.
const notSingle = new Set(['sebuku', 'seset', 'seorang', 'sekali', 'sepaket', 'semalam'])

const counts: Record<string, string> = {
  pcs: 'pc pcs pieces piece pces bh biji bj bji buah buwah iji wiji butir btr unit unt stel stell',
  bungkus: 'bungkus bks bgks bngks pak pack packs pck pax sachet saset',
  box: 'box boks bok kotak ktk dus dos kardus krdus karton krt',
  porsi: 'porsi prs piring mangkok mangkuk',
  botol: 'botol btl bottle',
  toples: 'toples tples topless',
  lembar: 'lembar lbr helai',
  potong: 'potong ptg ptong',
  pasang: 'pasang psg psang pair pairs',
  set: 'set sets paket pkt',
  orang: 'orang org wong uwong tiyang people persons',
  karung: 'karung zak',
  ekor: 'ekor ekr',
  besek: 'besek',
  tusuk: 'tusuk tsk',
  loyang: 'loyang',
  gelas: 'gelas cup cups',
  batang: 'batang btg',
  ikat: 'ikat iket',
  kaleng: 'kaleng klg',
  rol: 'rol roll gulung',
  kali: 'kali x',
  mika: 'mika',
  tampah: 'tampah',
}

const groups: Record<string, number> = { 'lusin lsn losin dosin lusinan dozen dozens': 12, 'kodi kodian': 20, 'gros gross': 144, 'rim': 500 }

const measures: Record<Dimension, Record<string, [unit: string, factor: number]>> = {
  length: {
    'cm senti sentimeter centimeter': ['cm', 1],
    'mm mili milimeter': ['mm', 0.1],
    'm meter mtr mter metre': ['m', 100],
    'inch inci inchi': ['inch', 2.54],
    yard: ['yard', 91.44],
    'km kilometer': ['km', 100_000],
  },
  mass: {
    'g gr grm gram gm grams': ['g', 1],
    'kg kilo kilogram kilos kgs kiloan': ['kg', 1000],
    'ons ounce': ['ons', 100],
    'kwintal kuintal': ['kwintal', 100_000],
    'ton tons': ['ton', 1_000_000],
    'mg miligram': ['mg', 0.001],
  },
  volume: { 'l lt ltr liter litre': ['l', 1000], 'ml mililiter cc': ['ml', 1] },
  duration: {
    'menit mnt minutes minute': ['menit', 1],
    'jam jm hours hour': ['jam', 60],
    'hari hr dinten dino days day': ['hari', 1440],
    'minggu mgg mggu pekan weeks week': ['minggu', 10_080],
    'bulan bln wulan months month': ['bulan', 43_200],
    'tahun thn th taun years year': ['tahun', 525_600],
  },
}

const units = new Map<string, Unit>()
for (const [unit, words] of Object.entries(counts)) {
  for (const word of words.split(' ')) units.set(word, { kind: 'count', unit, pieces: 1 })
}
for (const [words, pieces] of Object.entries(groups)) {
  for (const word of words.split(' ')) units.set(word, { kind: 'count', unit: 'pcs', pieces })
}
for (const dimension of ['length', 'mass', 'volume', 'duration'] as const) {
  for (const [words, [unit, factor]] of Object.entries(measures[dimension])) {
    for (const word of words.split(' ')) units.set(word, { kind: 'measure', dimension, unit, factor })
  }
}
