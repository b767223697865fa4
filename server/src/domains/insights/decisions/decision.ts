import type { Transaction } from '#platform/context'
import type { DecisionFacts } from '../tables.ts'

/** Something that an owner could do this week, with what speaks for it. */
export interface FoundDecision {
  /** Figures for its sentence. */
  facts: DecisionFacts
  /** Ids of what it is about; the same ones again are the same evidence. */
  subjects: string[]
  /** Rupiah that hang on it, from eight of ten possibilities. */
  low: number
  high: number
}

export interface DecisionKind {
  kind: string
  /** Nothing while the evidence is less than the kind asks for. */
  find(tx: Transaction, today: string): Promise<FoundDecision | undefined>
}
