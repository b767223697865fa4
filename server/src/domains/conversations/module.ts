import type { DomainModule } from '#platform/module'
import { channelRoutes } from './routes/channels.ts'
import { inboxRoutes } from './routes/inbox.ts'
import { todayRoutes } from './routes/today.ts'
import { webchatRoutes } from './routes/webchat.ts'
import { createSender } from './sending.ts'
import { releaseHeldMessages, settleStaleSends } from './stale-sends.ts'

export const conversations = {
  name: 'conversations',
  routes: { ...channelRoutes, ...inboxRoutes, ...todayRoutes, ...webchatRoutes },
  events: [{ type: 'channel.connected', name: 'conversations.release-held', handle: releaseHeldMessages }],
  jobs: [{ name: 'send-message', handle: createSender() }],
  schedules: [{ name: 'settle-stale-sends', every: { minutes: 1 }, run: settleStaleSends }],
} satisfies DomainModule
