import type { Context, Transaction } from '#platform/context'
import { notFound } from '#platform/errors'
import { recordAudit } from './audit.ts'
import { updateOwnBusiness } from './member-store.ts'
import { findOwnBusiness } from './store.ts'

export interface BusinessProfile {
  name: string
  sector: string
  city: string
  timeZone: string
}

export function getProfile(ctx: Context): Promise<BusinessProfile> {
  return ctx.transaction(readProfile)
}

/** Changes what is given and leaves the rest. */
export async function updateProfile(ctx: Context, change: Partial<BusinessProfile>): Promise<BusinessProfile> {
  return ctx.transaction(async (tx) => {
    const before = await readProfile(tx)
    if (Object.keys(change).length === 0) return before
    const after = { ...before, ...change }
    await updateOwnBusiness(tx, change)
    await recordAudit(tx, { action: 'business.update', subjectType: 'business', subjectId: tx.businessId, before, after })
    await tx.emit({ type: 'business.updated', payload: { sector: after.sector } })
    await tx.notify({ topic: 'business' })
    return after
  })
}

async function readProfile(tx: Transaction): Promise<BusinessProfile> {
  const business = await findOwnBusiness(tx)
  if (!business) throw notFound('Usaha')
  return { name: business.name, sector: business.sector, city: business.city, timeZone: business.timeZone }
}
