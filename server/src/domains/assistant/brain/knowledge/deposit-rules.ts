import { amountIn } from './amounts.ts'
import { scopeOf } from './scopes.ts'
import { splitSentences } from './sentences.ts'
import type { TermSource } from './shop-terms.ts'

/** Part of the price to be paid ahead. */
export interface DepositRule {
  percent: number | null
  amount: number | null
  scope: ReadonlySet<number> | null
  /** Holds for orders above this amount as well. */
  over: number | null
  forPreorder: boolean
  forCustom: boolean
  text: string
}

export function readDeposits({ knowledge, ...names }: TermSource): DepositRule[] {
  const rules: DepositRule[] = []
  for (const policy of knowledge.shop.policies) {
    if (policy.kind !== 'deposit' && policy.kind !== 'preorder') continue
    for (const text of splitSentences(policy.text)) {
      const share = /(?:dp|uang muka|deposit|tanda jadi|panjar)\D{0,30}?(\d{1,3}) ?(?:%|persen)|(\d{1,3}) ?(?:%|persen)\D{0,20}?(?:dp|uang muka|di muka|di depan)/i.exec(text)
      const over = /(?:di ?atas|lebih dari|mulai|minimal) (?=rp)/i.exec(text)
      const fixed = !share && /(?:dp|uang muka|tanda jadi|panjar) (?:minimal )?rp/i.test(text) ? amountIn(text) : null
      if (!share && fixed === null) continue
      rules.push({
        percent: share ? Number(share[1] ?? share[2]) : null,
        amount: fixed,
        scope: scopeOf(names, text),
        over: over ? amountIn(text.slice(over.index)) : null,
        forPreorder: /pre-?order|\bpo\b|indent/i.test(text),
        forCustom: /custom|khusus/i.test(text),
        text,
      })
    }
  }
  return rules
}
