/**
 * Activity: what happened, once each, and the sums made of it: a profile for each customer, days for each customer, days
 * of the shop. Domains above tell facts about what they hold; nobody counts events again for a segment or a figure.
 * Segments are rules over profiles and days, the ready ones and the shop's own.
 */
export { recordActivity, zoneOf, type ActivityFact, type KeyedFact } from './record.ts'
export { isRebuilt, rebuildActivity, type Differences } from './rebuild.ts'
export { countRule, countSegment, getSegment, listMembers, listSegments, segmentMembers, segmentsOf, todayOf, type Segment, type SegmentMember, type SegmentSummary } from './segments/segments.ts'
export type { Reason } from './segments/evaluate.ts'
export { ruleSchema, type Condition, type Rule } from './segments/rule.ts'
export type { ActivityType, CustomerProfileRow } from './tables.ts'
export { countBuyers, countChats, readAnswerTimes, readBaskets, readCohorts, readFirstDay, readGoodsDays, readGoodsSold, readLastSoldDays, readOrderDays, readOrdersOf, readPlaces, readPurchaseDays, readShopDays, type Cohort, type DayFigure, type GoodsFigure, type Period } from './reading.ts'
export { scoreSegments } from './segments/figures.ts'
export { findProfile } from './profile.ts'
export { readCustomerSteps, type CustomerStep } from './steps.ts'
