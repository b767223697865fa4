import { z } from 'zod'
import type { WorkHandler } from '#platform/events/dispatcher'
import type { DomainModule } from '#platform/module'
import { regroupActivity } from './record.ts'
import { planScoring, scoreEveryNight, scoreSegmentsNow } from './segments/figures.ts'
import { listFiles } from './segments/list-files.ts'
import { segmentRoutes } from './segments/routes.ts'

const merge = z.object({ survivorId: z.uuid(), absorbedId: z.uuid() })

const regroupMerged: WorkHandler = (ctx, payload) =>
  ctx.transaction((tx) => {
    const { survivorId, absorbedId } = merge.parse(payload)
    return regroupActivity(tx, [survivorId, absorbedId])
  })

export const activity = {
  name: 'activity',
  routes: { ...segmentRoutes, ...listFiles },
  events: [
    { type: 'customers.merged', name: 'activity.regroup-merged', handle: regroupMerged },
    { type: 'customers.unmerged', name: 'activity.regroup-unmerged', handle: regroupMerged },
    { type: 'orders.imported', name: 'activity.plan-scoring', handle: planScoring },
  ],
  jobs: [{ name: 'score-segments', handle: scoreSegmentsNow }],
  schedules: [scoreEveryNight],
} satisfies DomainModule
