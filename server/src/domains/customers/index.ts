/**
 * Customers: the people a shop sells to, under every name that a channel gives them.
 * Knows identities per channel (a phone number is never required), profiles, and the consent ledger.
 * Identities are never joined by guess; a withdrawal of consent counts from its commit. Merged customers keep their rows:
 * whoever looks for "everything of this customer" asks for `familyOf` first.
 */
export { heedStart, heedStop, type ChatWord } from './chat-words.ts'
export { hasConsent, recordConsent, type ConsentChange } from './consents.ts'
export { replayErasures } from './erasing.ts'
export { addTimelineEntries, removeTimelineEntries, type TimelineEntry } from './timeline-entries.ts'
export { familyOf, membersOf, rootsOf } from './family.ts'
export { listBirthdays } from './birthdays.ts'
export { listNewlyAgreed } from './newly-agreed.ts'
export { byHand, judgeReach, type ReachablePerson } from './reachable.ts'
export { mayAnswerByItself, maySend, type SendObjection } from './sending-permission.ts'
export { removeUntouchedCustomers, resolveByPhone, resolveNamed, type PhoneContact } from './imported-people.ts'
export { countSharedContacts, listMergeSuggestions, type MergeSuggestion } from './merge-suggestions.ts'
export { markMasked } from './masking.ts'
export { findOddPhones, repairPhones, undoPhoneRepairs } from './phone-repairs.ts'
export { mergeCustomers, undoMerge } from './merging.ts'
export { createParcelCards, type ParcelCardInput } from './parcel-cards.ts'
export { earnPoints, getLoyaltySettings, readPoints, redeemPoints, reversePoints, type PointPlace } from './points.ts'
export { findRatingTexts, listRatingTexts } from './rating-texts.ts'
export { askForRating, explainRating, findLastAsked, rate, summariseRatings } from './ratings.ts'
export { issueReferralCode, recordReferral } from './referrals.ts'
export { noteContact } from './contact.ts'
export { countCustomers, findCustomers, getCustomer, listCustomers, listPeopleAfter, updateCustomer, type Customer } from './customers.ts'
export { moveIdentity, provenPhone, resolveCustomers } from './identities.ts'
export { sendPage } from './public-page.ts'
export { createShortLink, openShortLink, shortAddress, shortCodeLength } from './short-links.ts'
export { asksToStop } from './stop-words.ts'
export { unsubscribeAddress } from './unsubscribing.ts'
export type { IncomingIdentity } from './identity-rows.ts'
export { normalisePhone } from './phone.ts'
