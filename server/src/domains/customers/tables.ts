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

export interface Tables {
  customers: CustomerRow
  customerIdentities: CustomerIdentityRow
  consents: ConsentRow
}
