import type { DomainModule } from '#platform/module'
import { enterJourneys } from './entering.ts'
import { previewInPieces } from './large-preview.ts'
import { linkPages } from './link-pages.ts'
import { listFiles } from './list-files.ts'
import { routes } from './routes.ts'
import { hearLateNews, keepCampaignsRunning } from './running-all.ts'
import { runCampaign } from './running.ts'
import { noteCodes } from './social/chats.ts'
import { photoPages } from './social/publication-photo.ts'
import { publishPost } from './social/publishing.ts'
import { socialRoutes } from './social/routes.ts'
import { countOptOut } from './stopping.ts'

export const campaigns = {
  name: 'campaigns',
  routes: { ...routes, ...listFiles, ...linkPages, ...socialRoutes, ...photoPages },
  events: [
    { type: 'consent.withdrawn', name: 'campaigns.count-opt-out', handle: countOptOut },
    { type: 'message.received', name: 'campaigns.note-post-codes', handle: noteCodes },
  ],
  jobs: [
    { name: 'run-campaign', handle: runCampaign },
    { name: 'preview-campaign', handle: previewInPieces },
    { name: 'publish-post', handle: publishPost },
  ],
  schedules: [
    { name: 'keep-campaigns-running', every: { minutes: 1 }, run: keepCampaignsRunning },
    { name: 'hear-late-news', every: { minutes: 10 }, run: hearLateNews },
    { name: 'enter-journeys', every: { minutes: 15 }, run: enterJourneys },
  ],
} satisfies DomainModule
