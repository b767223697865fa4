import type { DomainModule } from '#platform/module'
import { channelRoutes } from './routes/channels.ts'
import { inboxRoutes } from './routes/inbox.ts'
import { todayRoutes } from './routes/today.ts'
import { webchatRoutes } from './routes/webchat.ts'
import { sendPlannedMessage } from './sending.ts'

export const conversations = {
  name: 'conversations',
  routes: { ...channelRoutes, ...inboxRoutes, ...todayRoutes, ...webchatRoutes },
  jobs: [{ name: 'send-message', handle: sendPlannedMessage }],
} satisfies DomainModule
