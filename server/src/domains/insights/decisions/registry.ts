import type { DecisionKind } from './decision.ts'
import { longGone } from './long-gone.ts'
import { restock } from './restock.ts'
import { slipping } from './slipping.ts'
import { slowStock } from './slow-stock.ts'
import { unanswered } from './unanswered.ts'

/** Everything that Laris may suggest; a new kind is a file and a line here. */
export const decisionKinds: readonly DecisionKind[] = [slipping, longGone, unanswered, restock, slowStock]
