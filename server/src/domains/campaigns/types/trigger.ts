import type { Transaction } from '#platform/context'

/** Somebody to whom it happened. The same occasion of a customer starts a journey once. */
export interface Entry {
  customerId: string
  occasion: string
}

/** A kind of journey. Adding one is adding a file here and a line in the registry. */
export interface Trigger {
  type: string
  /** Days that fit most shops: after the purchase, of silence, … */
  days: number
  /** Whose turn it is now, by one rule for each customer. Looks back a little further than it was asked last, so that a pause loses nobody. */
  findEntries(tx: Transaction, days: number): Promise<Entry[]>
  /** What each of these occasions is about, for messages that name a product. Left out: what the customer usually buys. */
  findProducts?(tx: Transaction, occasions: string[]): Promise<Map<string, string>>
  /** Of occasions whose message has not left yet, those that are over, so that nobody is asked for what they have done. Left out: an occasion stays. */
  findOver?(tx: Transaction, occasions: string[]): Promise<Set<string>>
}
