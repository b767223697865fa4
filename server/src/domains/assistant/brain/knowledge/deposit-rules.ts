import type { TermSource } from './indexed-shop.ts'
import type { DepositRule } from './terms.ts'
import { amountIn } from './amounts.ts'
import { scopeOf } from './scopes.ts'
import { splitSentences } from './sentences.ts'

export function readDeposits({ knowledge, ...names }: TermSource): DepositRule[] {
  const rules: DepositRule[] = []
  for (const policy of knowledge.shop.policies) {
    if (policy.kind !== 'deposit' && policy.kind !== 'preorder') continue
    for (const text of splitSentences(policy.text)) {
      const percent = shareIn(text)
      const over = /(?:di ?atas|lebih dari|(?<!(?:muka|dp|jadi) )(?:mulai|minimal)) (?=rp)/i.exec(text)
      const fixed = percent === null && /(?:dp|uang muka|tanda jadi|panjar) (?:minimal )?rp/i.test(text) ? amountIn(text) : null
      if (percent === null && fixed === null) continue
      rules.push({
        percent,
        amount: fixed,
        scope: scopeOf(names, text),
        over: over ? amountIn(text.slice(over.index)) : null,
        isOverForAll: over !== null && /(?:pesanan|order|belanja|transaksi|total|pembelian|nilai)(?: \p{L}+)?\s*$/iu.test(text.slice(0, over.index)),
        overQuantity: Number(/(?:lebih dari|di ?atas|mulai|minimal) (\d+) (?:kotak|box|pcs|potong|buah|pak|porsi|unit|set|orang|biji|toples)/i.exec(text)?.[1] ?? 0) || null,
        forPreorder: /pre-?order|\bpo\b|indent|barang kosong|barang habis|stok kosong|dibuatkan|(?:barang|pesanan|produk) (?:yang )?(?:di)?buat(?:an)?\b|harus di\p{L}+|yang kosong/iu.test(text),
        forCustom: /custom|khusus/i.test(text),
        text,
      })
    }
  }
  return rules
}

/** `DP 50%`, `di muka 40%`, `bayar setengah di depan`, `dibayar lunas di awal` in percent. */
function shareIn(text: string): number | null {
  const share = /(?:dp|uang muka|deposit|tanda jadi|panjar|di muka|di depan|di awal)\D{0,30}?(\d{1,3}) ?(?:%|persen)|(\d{1,3}) ?(?:%|persen)\D{0,20}?(?:dp|uang muka|di muka|di depan|di awal)/i.exec(text)
  if (share) return Number(share[1] ?? share[2])
  if (!/dp\b|uang muka|di muka|di depan|di awal|panjar/i.test(text)) return null
  if (/setengah|separuh|separo/i.test(text)) return 50
  return /lunas|penuh/i.test(text) && !/pelunasan/i.test(text) ? 100 : null
}
