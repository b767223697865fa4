import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { call } from '../../api/client.ts'
import { useMessages, withWords } from '../../locales/locale.ts'
import { useMay, useMe } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { SelectField } from '../../ui/field.tsx'
import { longDate, rupiah, shortTime } from '../../ui/format.ts'
import { useMemberName, useMembers, useOwnMemberId } from './people.ts'
import type { Conversation } from './queries.ts'
import type { ConversationActions } from './use-conversation-actions.ts'

const OrderCard = lazy(() => withWords(import('./order-card.tsx')).then((file) => ({ default: file.OrderCard })))
const LabelsDialog = lazy(() => withWords(import('./labels-dialog.tsx')).then((file) => ({ default: file.LabelsDialog })))

/** The customer beside the chat: who they are, who handles them, labels, note and orders. */
export function DetailsPane({ conversation, actions, mayWrite }: { conversation: Conversation; actions: ConversationActions; mayWrite: boolean }) {
  const { inbox } = useMessages()
  const { customerId } = conversation.customer
  const mayRead = useMay('customers.read')
  const maySeeOrders = useMay('orders.read')
  const customer = useQuery({ queryKey: ['customer', customerId], queryFn: () => call('getCustomer', { params: { customerId } }), enabled: mayRead })
  const [isLabelling, setLabelling] = useState(false)
  return (
    <div className="flex flex-col gap-5">
      <Part title={inbox.phone}>
        <p className="tabular">{conversation.customer.phone ? <a href={`tel:${conversation.customer.phone}`} className="inline-flex min-h-12 items-center font-semibold text-primary underline">{conversation.customer.phone}</a> : <span className="text-soft">{inbox.noPhone}</span>}</p>
      </Part>
      {maySeeOrders && (
        <Suspense>
          <OrderCard conversationId={conversation.conversationId} />
        </Suspense>
      )}
      <Assignment conversation={conversation} actions={actions} mayWrite={mayWrite} />
      <Part title={inbox.labels}>
        <div className="flex flex-wrap items-center gap-1">
          {conversation.labels.length === 0 && <span className="text-soft">{inbox.noLabels}</span>}
          {conversation.labels.map((label) => (
            <Badge key={label} tone="primary">
              {label}
            </Badge>
          ))}
        </div>
        {mayWrite && (
          <Button onClick={() => setLabelling(true)} className="self-start">
            {inbox.editLabels}
          </Button>
        )}
      </Part>
      <ExportLinks list={`conversations/${conversation.conversationId}/messages`} title={inbox.messagesFile} />
      {customer.data && (
        <Part title={inbox.firstSeen}>
          <p>{longDate(customer.data.firstSeenAt)}</p>
        </Part>
      )}
      {customer.data?.note && (
        <Part title={inbox.customerNote}>
          <p className="rounded-box bg-note px-3 py-2 whitespace-pre-wrap text-on-note [overflow-wrap:anywhere]">{customer.data.note}</p>
        </Part>
      )}
      <Orders conversation={conversation} />
      {mayRead && (
        <Link to="/pelanggan/$customerId" params={{ customerId }} className="inline-flex min-h-12 items-center font-semibold text-primary underline">
          {inbox.openCustomer}
        </Link>
      )}
      <Suspense>{isLabelling && <LabelsDialog conversation={conversation} onSave={actions.changeLabels} onClose={() => setLabelling(false)} />}</Suspense>
    </div>
  )
}

function Assignment({ conversation, actions, mayWrite }: { conversation: Conversation; actions: ConversationActions; mayWrite: boolean }) {
  const { inbox } = useMessages()
  const own = useOwnMemberId()
  const accountName = useMe()?.accountName ?? ''
  const nameOf = useMemberName()
  const { assignedMemberId } = conversation
  // Those who may answer; whoever handles the chat is shown, also when they have left the team.
  const others = new Set([...(useMembers()?.flatMap(({ memberId, role }) => (role === 'cashier' || role === 'viewer' ? [] : [memberId])) ?? []), ...(assignedMemberId ? [assignedMemberId] : [])])
  if (own) others.delete(own)
  return (
    <SelectField label={inbox.assignedTo} value={assignedMemberId ?? ''} disabled={!mayWrite || actions.isBusy} onChange={(event) => actions.assign(event.target.value || null)}>
      <option value="">{inbox.nobody}</option>
      {own && <option value={own}>{inbox.me(accountName)}</option>}
      {[...others].map((memberId) => (
        <option key={memberId} value={memberId}>
          {nameOf(memberId)}
        </option>
      ))}
    </SelectField>
  )
}

/** Orders under the same phone number: the only tie between a chat and an order that proves anything. */
function Orders({ conversation }: { conversation: Conversation }) {
  const { inbox, orders: words } = useMessages()
  const { name, phone } = conversation.customer
  const mayRead = useMay('orders.read')
  const orders = useQuery({ queryKey: ['orders', 'of', name], queryFn: () => call('listOrders', { query: { search: name, limit: 50 } }), enabled: mayRead && phone !== null && name !== '' })
  if (!mayRead) return null
  const own = orders.data?.items.filter((order) => order.phone === phone).slice(0, 5) ?? []
  return (
    <Part title={inbox.orders}>
      {own.length === 0 && <p className="text-soft">{inbox.noOrders}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {own.map((order) => (
          <li key={order.orderId}>
            <Link to="/jualan/pesanan/$orderId" params={{ orderId: order.orderId }} className="flex min-h-14 flex-col justify-center hover:bg-tint">
              <span className="flex justify-between gap-2 font-semibold">
                <span className="truncate">{order.number}</span>
                <span className="shrink-0 tabular">{rupiah(order.total)}</span>
              </span>
              <span className="text-sm text-soft">
                {words.statuses[order.status]} · {shortTime(order.placedAt)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-1">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  )
}
