import { amountsIn } from '../knowledge/amounts.ts'

/** The numbers of a text as plain digits: `Rp45.000`, `45rb` and `45 ribu` are 45000; dates give day, month and year. */
export function numbersIn(text: string): string[] {
  const amounts = amountsIn(text).map(({ amount }) => String(amount))
  const digits = text.replace(/(?<!\d)\d+(?:[.,]\d+)? ?(?:rb|ribu|k|jt|juta)(?![\p{L}\d])/giu, ' ').match(/\d{1,3}(?:\.\d{3})+(?!\d)|\d+/g) ?? []
  return [...new Set([...amounts, ...digits.map((run) => String(Number(run.replaceAll('.', ''))))])]
}

/** Numbers that say what something costs or how much is left: these come from rows alone. */
export function sumsIn(text: string): string[] {
  const amounts = amountsIn(text).map(({ amount }) => String(amount))
  const large = (text.match(/(?<![\d.:-])\d{4,9}(?![\d.:-])/g) ?? []).map((run) => String(Number(run)))
  const stock = [...text.matchAll(/(?:stok|tinggal|sisa|tersedia|only|left) (\d{1,6})/gi)].map(([, digits]) => String(Number(digits)))
  return [...amounts, ...large, ...stock]
}

/** `10%`, `10 persen`, `10 percent` as `10`. */
export function percentsIn(text: string): string[] {
  return [...text.matchAll(/(\d{1,3}(?:[.,]\d+)?) ?(?:%|persen|percent)/gi)].map(([, digits]) => digits.replace(',', '.'))
}

/** Months by number, from names and from `2026-11-25`. */
export function monthsIn(text: string): string[] {
  const named = [...text.toLowerCase().matchAll(/(?<!\p{L})\d{1,2} (\p{L}{3,9})/gu)].flatMap(([, word]) => {
    const month = names.get(word)
    return month === undefined ? [] : [month]
  })
  const iso = [...text.matchAll(/\d{4}-(\d{2})-\d{2}/g)].map(([, month]) => String(Number(month)))
  return [...named, ...iso]
}

const names = new Map(
  [
    'januari january jan', 'februari february feb', 'maret march mar', 'april apr', 'mei may', 'juni june jun', 'juli july jul',
    'agustus august agt aug', 'september sept sep', 'oktober october okt oct', 'november nov', 'desember december des dec',
  ].flatMap((list, i) => list.split(' ').map((name): [string, string] => [name, String(i + 1)])),
)
