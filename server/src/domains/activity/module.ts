import { z } from 'zod'
import type { WorkHandler } from '#platform/events/dispatcher'
import type { DomainModule } from '#platform/module'
import { regroupActivity } from './record.ts'

const merge = z.object({ survivorId: z.uuid(), absorbedId: z.uuid() })

const regroupMerged: WorkHandler = (ctx, payload) =>
  ctx.transaction((tx) => {
    const { survivorId, absorbedId } = merge.parse(payload)
    return regroupActivity(tx, [survivorId, absorbedId])
  })

export const activity = {
  name: 'activity',
  routes: {},
  events: [
    { type: 'customers.merged', name: 'activity.regroup-merged', handle: regroupMerged },
    { type: 'customers.unmerged', name: 'activity.regroup-unmerged', handle: regroupMerged },
  ],
} satisfies DomainModule
