import type { DomainModule } from '#platform/module'
import { noteAnswer, noteArrivals } from './activity.ts'
import { fetchAttachment } from './attachments.ts'
import { checkAllChannels, syncAllTemplates } from './channel-health.ts'
import { channelRoutes } from './routes/channels.ts'
import { fileRoutes } from './routes/files.ts'
import { inboxRoutes } from './routes/inbox.ts'
import { listFiles } from './routes/list-files.ts'
import { phraseRoutes } from './routes/phrases.ts'
import { todayRoutes } from './routes/today.ts'
import { webchatRoutes } from './routes/webchat.ts'
import { webchatFileRoutes } from './routes/webchat-files.ts'
import { learnName } from './people-names.ts'
import { renewJourney } from './journey.ts'
import { startPolling } from './polling.ts'
import { renewAllSecrets } from './secret-renewal.ts'
import { createPacedSender } from './paced-sending.ts'
import { createSender } from './sending.ts'
import { releaseHeldMessages, settleStaleSends } from './stale-sends.ts'
import { createTraffic } from './traffic.ts'

/** One line for each account, whoever sends. */
const traffic = createTraffic()
const paced = createPacedSender(traffic)

export const conversations = {
  name: 'conversations',
  routes: { ...channelRoutes, ...fileRoutes, ...inboxRoutes, ...phraseRoutes, ...todayRoutes, ...webchatRoutes, ...webchatFileRoutes, ...listFiles },
  events: [
    { type: 'channel.connected', name: 'conversations.release-held', handle: releaseHeldMessages },
    ...['message.answered', 'message.replied', 'message.echoed'].map((type) => ({ type, name: `conversations.count-on-${type}`, handle: noteAnswer })),
    { type: 'timeline.renewal-asked', name: 'conversations.renew-journey', handle: renewJourney },
  ],
  jobs: [
    { name: 'send-message', handle: createSender(traffic) },
    { name: 'send-slice', handle: paced.handle },
    { name: 'note-messages', handle: noteArrivals },
    { name: 'fetch-attachment', handle: fetchAttachment },
    { name: 'learn-name', handle: learnName },
  ],
  schedules: [
    { name: 'settle-stale-sends', every: { minutes: 1 }, run: settleStaleSends },
    { name: 'check-channels', every: { minutes: 5 }, run: checkAllChannels },
    { name: 'renew-channel-secrets', every: { dailyAt: '03:40' }, run: renewAllSecrets },
    { name: 'sync-templates', every: { dailyAt: '03:30' }, run: syncAllTemplates },
  ],
  runners: [startPolling, () => paced.start()],
} satisfies DomainModule
