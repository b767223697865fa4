import type { Generated } from 'kysely'

export interface CustomerRow {
  businessId: string
  id: string
  name: string
  phone: string | null
  email: string | null
  note: string
  labels: string[]
  isSample: boolean
  firstSeenAt: Date
  lastSeenAt: Date
  createdAt: Date
  updatedAt: Date
  /** Whose page shows this customer while a merge stands. Everything that points here stays where it is. */
  mergedIntoId: string | null
  /** A marketplace hides who this is: never joined to anybody before a parcel card brings their word. */
  isMasked: boolean
  /** The person asked that their data rest: nothing is sent, nothing is answered by itself. */
  restrictedAt: Date | null
  isAssistantOff: boolean
  birthYear: number | null
  /** `MM-DD`. */
  birthday: string | null
}

export interface CustomerIdentityRow {
  businessId: string
  id: string
  customerId: string
  channelType: string
  externalId: string
  displayName: string | null
  /** A number that the channel itself vouches for; what people type stays on the customer. */
  phone: string | null
  /** A second id that the channel states for a person whose first id stands in another row. */
  isAlias: boolean
  createdAt: Date
}

export interface ConsentRow {
  businessId: string
  id: string
  customerId: string
  purpose: string
  channelType: string | null
  isGranted: boolean
  source: string
  textVersion: string | null
  proof: unknown
  at: Date
}

export interface CustomerMergeRow {
  businessId: string
  id: string
  survivorId: string
  absorbedId: string
  evidence: unknown
  /** Why, in a member's own words; empty when the evidence spoke for itself. */
  statement: string
  mergedAt: Date
  mergedBy: string | null
  undoneAt: Date | null
  undoneBy: string | null
}

export interface MergeRefusalRow {
  businessId: string
  id: string
  lowId: string
  highId: string
  at: Date
}

export interface CustomerChangeRow {
  businessId: string
  id: string
  customerId: string
  before: unknown
  after: unknown
  at: Date
}

export interface CustomerTimelineRow {
  businessId: string
  id: string
  customerId: string
  eventKey: string
  kind: string
  at: Date
  channelType: string | null
  subjectType: string | null
  subjectId: string | null
  details: unknown
}

export const dataRequestKinds = ['export', 'correct', 'restrict', 'erase', 'object'] as const
export type DataRequestKind = (typeof dataRequestKinds)[number]
export const dataRequestStatuses = ['open', 'done', 'refused'] as const
export type DataRequestStatus = (typeof dataRequestStatuses)[number]

export interface DataRequestRow {
  businessId: string
  id: string
  customerId: string | null
  kind: DataRequestKind
  status: DataRequestStatus
  source: string
  note: string
  outcome: string
  receivedAt: Date
  dueAt: Date
  alertedAt: Date | null
  closedAt: Date | null
  closedBy: string | null
}

export interface ErasureRow {
  businessId: string
  id: string
  salt: string
  subjectHash: string
  at: Date
}

export const parcelCardStatuses = ['printed', 'agreed', 'declined', 'revoked'] as const
export type ParcelCardStatus = (typeof parcelCardStatuses)[number]

export interface ParcelCardRow {
  businessId: string
  id: string
  sealedToken: string
  orderId: string
  /** What stands on the parcel: the order's number. */
  reference: string
  customerId: string | null
  channelType: string | null
  consentText: string
  status: ParcelCardStatus
  phone: string | null
  linkedCustomerId: string | null
  decidedAt: Date | null
  createdAt: Date
}

export interface ReferralCodeRow {
  businessId: string
  id: string
  code: string
  customerId: string
  createdAt: Date
}

export interface ReferralRow {
  businessId: string
  id: string
  codeId: string
  customerId: string
  reference: string
  at: Date
}

export interface PointEntryRow {
  businessId: string
  id: string
  customerId: string
  kind: 'earn' | 'redeem' | 'expire' | 'reverse'
  /** Signed: what it adds to the balance. */
  points: number
  reference: string
  place: string
  note: string
  at: Date
  expiresAt: Date | null
}

export interface RatingRow {
  businessId: string
  id: string
  customerId: string
  subjectType: 'conversation' | 'order'
  subjectId: string
  channelType: string | null
  sealedToken: string
  askedAt: Date
  score: number | null
  reasons: string[]
  comment: string
  answeredAt: Date | null
}

/** Columns that the database fills when an insert leaves them out. */
type NewColumns = 'mergedIntoId' | 'isMasked' | 'restrictedAt' | 'isAssistantOff' | 'birthYear' | 'birthday'

export interface Tables {
  customers: Omit<CustomerRow, NewColumns> & { [Name in NewColumns]: Generated<CustomerRow[Name]> }
  customerIdentities: CustomerIdentityRow
  consents: ConsentRow
  customerMerges: CustomerMergeRow
  mergeRefusals: MergeRefusalRow
  customerChanges: CustomerChangeRow
  customerTimeline: CustomerTimelineRow
  dataRequests: DataRequestRow
  erasures: ErasureRow
  parcelCards: ParcelCardRow
  referralCodes: ReferralCodeRow
  referrals: ReferralRow
  pointEntries: PointEntryRow
  ratings: RatingRow
}
