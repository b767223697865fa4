/**
 * Assistant: answers customers from the shop's own rows, or passes the question to a person with a summary.
 * `brain/` understands, composes and checks, as pure code; this folder loads what it may know, sends what it says, and
 * keeps what owners teach it. No amount, date or promise leaves that is not in the rows it cites.
 */
export { tryAssistant } from './answering.ts'
export { findStillLeft, listLeftCarts, type LeftCart } from './ordering/left-carts.ts'
export { draftPromotion, draftTones } from './promotion-draft.ts'
export { readModelSpending } from './model-costs.ts'
export { listLessons, teach } from './lessons.ts'
