import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useMessages, withWords } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { longDate } from '../../ui/format.ts'
import { Card, Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { ConversationRow } from '../inbox/conversation-row.tsx'
import { channelsQuery, conversationsQuery } from '../inbox/queries.ts'
import { CustomerInsight } from '../insights/customer-insight.tsx'
import { OffersToCustomer } from '../recommendations/offers.tsx'
import { Consents } from './consents.tsx'
import { CustomerForm } from './customer-form.tsx'
import { CustomerLabels } from './customer-labels.tsx'
import { Merges } from './merges.tsx'
import { customerQuery, type Customer } from './queries.ts'
import { Timeline } from './timeline.tsx'
import { relationWords } from './words.ts'

// Far down the page: they come after what is seen first.
const Points = lazy(() => withWords(import('./points.tsx')).then((file) => ({ default: file.Points })))
const Privacy = lazy(() => withWords(import('./privacy.tsx')).then((file) => ({ default: file.Privacy })))

/** One customer: who they are, where they write from, what was said, and their right to be left alone. */
export function CustomerScreen() {
  const { customers } = useMessages()
  const { customerId = '' } = useParams({ strict: false })
  const mayChange = useMay('customers.write')
  const customer = useQuery(customerQuery(customerId))
  const { data } = customer
  return (
    <Page title={data ? data.name || customers.nameless : customers.title} back="/pelanggan" actions={data && <Marks customer={data} />}>
      {customer.isPending && <Loading />}
      {customer.isError && !data && <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />}
      {data && (
        <>
          <Merges customer={data} mayChange={mayChange} />
          <CustomerInsight customerId={customerId} />
          <OffersToCustomer customerId={customerId} />
          <Conversations customerId={customerId} />
          <Timeline customerId={customerId} />
          <CustomerForm key={customerId} customer={data} mayChange={mayChange} />
          <CustomerLabels customer={data} mayChange={mayChange} />
          <Accounts customer={data} />
          <Suspense>
            <Points customerId={customerId} mayChange={mayChange} />
          </Suspense>
          <Consents customer={data} mayChange={mayChange} />
          <Suspense>
            <Privacy customer={data} mayChange={mayChange} />
          </Suspense>
        </>
      )}
    </Page>
  )
}

function Marks({ customer }: { customer: Customer }) {
  const { customers } = useMessages()
  const relations = relationWords()
  return (
    <span className="flex shrink-0 flex-wrap justify-end gap-1">
      {customer.isSample && <Badge>{customers.sample}</Badge>}
      {customer.isMasked && <Badge>{relations.masked}</Badge>}
      {customer.restrictedAt && <Badge tone="warn">{relations.restrictedBadge}</Badge>}
    </span>
  )
}

function Conversations({ customerId }: { customerId: string }) {
  const { customers } = useMessages()
  const mayRead = useMay('conversations.read')
  const conversations = useQuery({ ...conversationsQuery({ customerId, limit: 20 }), enabled: mayRead })
  if (!mayRead) return null
  return (
    <Card title={customers.conversations}>
      {conversations.isPending && <Loading rows={1} />}
      {conversations.data?.items.length === 0 && <p className="text-soft">{customers.noConversations}</p>}
      {conversations.data && conversations.data.items.length > 0 && (
        <ul className="-mx-4 divide-y divide-line">
          {conversations.data.items.map((conversation) => (
            <li key={conversation.conversationId}>
              <ConversationRow conversation={conversation} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Accounts({ customer }: { customer: Customer }) {
  const { customers } = useMessages()
  const channels = useQuery({ ...channelsQuery, enabled: useMay('channels.read') })
  const labelOf = (type: string) => channels.data?.types.find((one) => one.type === type)?.label ?? type
  return (
    <Card title={customers.accounts}>
      <dl className="[overflow-wrap:anywhere] grid grid-cols-[fit-content(50%)_minmax(0,1fr)] gap-x-4 gap-y-2">
        {customer.identities.map((identity) => (
          <div key={`${identity.channelType} ${identity.externalId}`} className="contents">
            <dt className="text-soft">{labelOf(identity.channelType)}</dt>
            <dd>{identity.displayName || identity.externalId}</dd>
          </div>
        ))}
        <dt className="text-soft">{customers.since}</dt>
        <dd>{longDate(customer.firstSeenAt)}</dd>
        <dt className="text-soft">{customers.last}</dt>
        <dd>{longDate(customer.lastSeenAt)}</dd>
      </dl>
    </Card>
  )
}
