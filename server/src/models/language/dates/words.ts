/** The words of dates and times in Indonesian, Javanese and English chat, with their usual misspellings. */
export type DayPart = 'pagi' | 'siang' | 'sore' | 'malam'

const spell = <T>(entries: [words: string, value: T][]): Map<string, T> =>
  new Map(entries.flatMap(([words, value]) => words.split('|').map((word): [string, T] => [word, value])))

export const namedDays = spell<number>([
  ['hari ini|hr ini|hari iki|dina iki|dino iki|dinten niki|dinten puniki|today|saiki|skrg|skarang|sekarang', 0],
  ['besok|bsk|bsok|besuk|bsuk|esok|sesuk|suk|mbenjing|benjing|ngenjing|mbenjang|tomorrow|tmrw|tmr|hari esok', 1],
  ['lusa|besok lusa|bsk lusa|emben|suk emben|day after tomorrow', 2],
  ['tulat', 3],
  ['kemarin|kmrn|kemaren|kmren|kmarin|wingi|yesterday|kolo wingi|kala wingi', -1],
  ['kemarin lusa|kemaren lusa|kemarin dulu|winginane|wingenane', -2],
])
export const weekdays = spell<number>([
  ['senin|senen|monday|mon', 0],
  ['selasa|slasa|seloso|selaso|tuesday|tue', 1],
  ['rabu|rebo|wednesday|wed', 2],
  ['kamis|kemis|thursday|thu', 3],
  ['jumat|jemuah|jemuwah|jumuah|jmt|friday|fri', 4],
  ['sabtu|setu|sebtu|sbtu|sabtunya|saturday|sat', 5],
  ['minggu|mgg|mggu|ahad|akad|ngad|ngahad|sunday', 6],
])
export const months = spell<number>([
  ['januari|jan|january', 1],
  ['februari|pebruari|feb|peb|february', 2],
  ['maret|mar|march|mrt', 3],
  ['april|apr', 4],
  ['mei|may', 5],
  ['juni|jun|june', 6],
  ['juli|jul|july', 7],
  ['agustus|agus|agt|ags|agst|aug|august', 8],
  ['september|sept|sep', 9],
  ['oktober|okt|oct|october', 10],
  ['november|nopember|nov|nop', 11],
  ['desember|des|dec|december', 12],
])
// Bare month names that are no other word ("may", "mar", "jan" and "mei" are, or are names).
export const longMonths = new Set('januari january februari pebruari february maret april juni june juli july agustus august september oktober october november nopember desember december'.split(' '))
export const periods = spell<'week' | 'month' | 'year'>([
  ['minggu|mgg|mggu|pekan|week', 'week'],
  ['bulan|bln|wulan|month', 'month'],
  ['tahun|thn|taun|year', 'year'],
])
export const relativeWords = spell<number>([
  ['depan|dpn|ngarep|ngajeng|besok|berikutnya|next', 1],
  ['ini|iki|niki', 0],
  ['lalu|kemarin|kmrn|kemaren|wingi|kepungkur', -1],
])
export const nextWords = spell<number>([['next', 1], ['this', 0], ['last', -1]])
export const dayUnits = spell<number>([
  ['hari|hr|dina|dino|dinten|day|days', 1],
  ['minggu|mgg|mggu|pekan|week|weeks', 7],
  ['bulan|bln|wulan|sasi|month|months', -1],
  ['tahun|thn|taun|year|years', -12],
])
export const parts = spell<DayPart>([
  ['pagi|pg|pgi|subuh|esuk|isuk|enjing|morning|dini', 'pagi'],
  ['siang|siank|awan|noon|afternoon', 'siang'],
  ['sore|petang|sonten|evening', 'sore'],
  ['malam|malem|mlm|bengi|ndalu|dalu|tonight|night', 'malam'],
])
export const laterWords = new Set('nanti ntar nti entar mengko mangke mengke tadi td mau'.split(' '))
export const earlierWords = new Set(['tadi', 'td', 'mau'])
// "mau" is "earlier" before these alone: elsewhere it is "want".
export const javaneseParts = new Set(['esuk', 'isuk', 'enjing', 'awan', 'sonten', 'bengi', 'ndalu', 'dalu'])
export const dayMarks = new Set(['hari', 'hr', 'dinten', 'dina', 'dino'])
// "akad" is also the wedding vow: Sunday only after a word for day or night.
export const sundayAfterDay = new Set(['akad', 'ngad'])
export const comingWords = new Set(['besok', 'bsk', 'bsok', 'besuk', 'sesuk', 'suk'])
export const justPastWords = new Set(['kemarin', 'kmrn', 'kemaren', 'kmren', 'wingi'])
export const rangeMarks = new Set(['-', '–', 'sampai', 'sampe', 'smp', 'sd', 'hingga', 'to'])
export const pastWords = new Set(['kemarin', 'kmrn', 'kemaren', 'lalu', 'kmren', 'wingi'])
export const greetings = new Set(['selamat', 'slamat', 'met', 'sugeng', 'good'])
export const dateMarks = new Set(['tgl', 'tanggal', 'tg', 'tglnya', 'tggl', 'tangal', 'date'])
export const clockMarks = new Set(['jam', 'jm', 'pukul', 'pkl', 'pk', 'jame', 'at'])
export const zones = new Set(['wib', 'wita', 'wit'])
