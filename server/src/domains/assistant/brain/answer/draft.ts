/** Where a statement of a reply comes from; `text` is the row's own words and numbers. */
export interface Source {
  kind: 'product' | 'shipping' | 'policy' | 'faq' | 'promo' | 'hours' | 'payment' | 'place' | 'order' | 'lesson'
  ref: string
  text: string
}

/** A piece of a reply with what it rests on. */
export interface Section {
  text: string
  sources: Source[]
  /** Amounts that were computed from the sources (totals, reduced prices, deposits). */
  derived: number[]
  /** SKUs it is about. */
  products: string[]
}

export type Action = 'opt_out' | 'open_ticket' | 'alert_owner' | 'refuse'

export interface Handoff {
  reason: string
  /** What the customer wants, for the person who takes over. */
  summary: string
}

export interface Draft {
  sections: Section[]
  handoff: string | null
  actions: Action[]
}

export const section = (text: string, sources: Source[] = [], products: string[] = [], derived: number[] = []): Section => ({ text, sources, derived, products })
