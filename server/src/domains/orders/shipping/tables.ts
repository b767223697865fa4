/** `uncertain`: asked, but no answer came; nobody asks again before a person has looked. */
export const shipmentStatuses = ['attempting', 'booked', 'rejected', 'uncertain', 'cancelled'] as const

/** Where a parcel is; `problem` for what a person must look at. */
export const trackings = ['', 'waiting', 'moving', 'delivered', 'returning', 'problem'] as const
export type Tracking = (typeof trackings)[number]

export interface ShipmentRow {
  businessId: string
  id: string
  orderId: string
  provider: string
  /** In the provider's codes: `jne:reg`. */
  service: string
  status: (typeof shipmentStatuses)[number]
  postalCode: string
  weightGrams: number
  externalId: string | null
  waybill: string | null
  price: number | null
  tracking: Tracking
  problem: string | null
  bookedAt: Date
  trackedAt: Date | null
}

export interface ShipmentTables {
  shipments: ShipmentRow
}
