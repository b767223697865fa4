import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Link } from '@tanstack/react-router'
import { useMessages, withWords } from '../../locales/locale.ts'
import { useMay, useMe } from '../../session.ts'
import { Card, Page } from '../../ui/page.tsx'
import { ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { conversationsQuery } from '../inbox/queries.ts'
import { ConversationRow } from '../inbox/conversation-row.tsx'
import { Sentences } from './sentences.tsx'
import { SetupGuide } from './setup-guide.tsx'
import { todayQuery } from './queries.ts'

/** Its words and queries come when they are there: the page itself does not wait. */
const BrokenConnections = lazy(() => withWords(import('./broken-connections.tsx')).then((file) => ({ default: file.BrokenConnections })))

/** Today in a sentence, what waits for a person, and the first steps of a new shop. */
export function HomeScreen() {
  const { home } = useMessages()
  const me = useMe()
  const readsChats = useMay('conversations.read')
  const readsFigures = useMay('figures.read')
  const setsUp = useMay('members.write')
  const today = useQuery({ ...todayQuery, enabled: readsChats })
  const recent = useQuery({ ...conversationsQuery({ limit: 5 }), enabled: readsChats })
  const business = me?.businesses.find((one) => one.businessId === me.activeBusinessId)
  return (
    <Page title={home.hello(me?.accountName ?? '')}>
      {business?.isDemo && <p className="rounded-box bg-note px-4 py-2 font-semibold text-on-note">{home.demoBanner}</p>}
      <Suspense fallback={null}>
        <BrokenConnections />
      </Suspense>
      {!readsChats && (
        <Card title={home.ordersTitle}>
          <p>{home.ordersText}</p>
          <LinkButton to="/jualan/pesanan">{home.seeOrders}</LinkButton>
        </Card>
      )}
      {readsChats && (
        <Card title={home.today}>
          {today.isError ? <ErrorState error={today.error} onRetry={() => void today.refetch()} /> : null}
          {today.data && (
            <>
              <p className="text-lg">{home.sentence(today.data.chats, today.data.answeredByAssistant, today.data.waiting)}</p>
              <Link to="/chat" search={today.data.waiting > 0 ? { view: 'needs-person' } : {}} className="inline-flex min-h-12 items-center font-semibold text-primary underline">
                {today.data.waiting > 0 ? home.waitingList(today.data.waiting) : home.allChats}
              </Link>
            </>
          )}
          {today.isPending && <Loading rows={1} />}
        </Card>
      )}
      {setsUp && !business?.isDemo && <SetupGuide />}
      {readsFigures && <Sentences />}
      {recent.data && recent.data.items.length > 0 && (
        <Card title={home.recent}>
          <ul className="-mx-4 divide-y divide-line">
            {recent.data.items.map((conversation) => (
              <li key={conversation.conversationId}>
                <ConversationRow conversation={conversation} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  )
}
