import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { activeBusiness, call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { CheckField, SelectField } from '../../ui/field.tsx'
import { Refusal } from '../../ui/form.tsx'
import { longDate, rupiah } from '../../ui/format.ts'
import { Card, Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { channelsQuery } from '../inbox/queries.ts'
import { ordersQuery } from '../orders/queries.ts'
import { salesWords } from '../orders/words.ts'
import { parcelCardsQuery, type ParcelCard } from './relation-queries.ts'
import { relationWords } from './words.ts'

/** One-time cards for parcels: choose orders, print a sheet, see what buyers answered. */
export function ParcelCardsScreen() {
  const relations = relationWords()
  const mayMake = useMay('customers.write')
  return (
    <Page title={relations.cards} back="/pelanggan">
      <p className="text-soft">{relations.cardsText}</p>
      {mayMake && <MakeCards />}
      <Answers />
    </Page>
  )
}

function MakeCards() {
  const { shell } = useMessages()
  const relations = relationWords()
  const { sources } = salesWords().orders
  const toast = useToast()
  const queries = useQueryClient()
  const orders = useInfiniteQuery(ordersQuery({}))
  const channels = useQuery({ ...channelsQuery, enabled: useMay('channels.read') })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [type, setType] = useState('')
  const items = orders.data?.pages.flatMap((page) => page.items) ?? []
  const types = channels.data?.types ?? []
  const used = types.filter((one) => channels.data?.items.some((channel) => channel.type === one.type))
  const make = useMutation({
    mutationFn: () => {
      const channel = used.find((one) => one.type === type)
      return call('createParcelCards', { body: { orderIds: [...chosen], ...(channel ? { channel: { type: channel.type, label: channel.label } } : {}) } })
    },
    onSuccess: async ({ items: cards }) => {
      toast(relations.cardsMade(cards.length))
      await queries.invalidateQueries({ queryKey: ['parcel-card'] })
    },
  })
  const toggle = (orderId: string) => {
    make.reset()
    setChosen((before) => new Set(before.has(orderId) ? [...before].filter((one) => one !== orderId) : [...before, orderId]))
  }
  if (orders.isPending) return <Loading rows={3} />
  if (orders.isError && !orders.data) return <ErrorState error={orders.error} onRetry={() => void orders.refetch()} />
  if (items.length === 0) return <EmptyState title={relations.cardsEmpty} text={relations.cardsEmptyText} action={<LinkButton to="/jualan/impor">{relations.cardsImport}</LinkButton>} />
  return (
    <Card title={relations.pickOrders}>
      <ul aria-label={relations.pickOrders} className="max-h-96 divide-y divide-line overflow-y-auto" tabIndex={0}>
        {items.map((order) => (
          <li key={order.orderId}>
            <CheckField label={`${order.number} · ${order.customerName || relations.nameless}`} hint={`${sources[order.source] ?? order.source} · ${rupiah(order.total)}`} checked={chosen.has(order.orderId)} onChange={() => toggle(order.orderId)} />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setChosen(new Set(items.slice(0, 200).map((order) => order.orderId)))}>{relations.selectAll}</Button>
        {orders.hasNextPage && (
          <Button isBusy={orders.isFetchingNextPage} onClick={() => void orders.fetchNextPage()}>
            {shell.loadMore}
          </Button>
        )}
      </div>
      {used.length > 0 && (
        <SelectField label={relations.channel} value={type} onChange={(event) => setType(event.target.value)}>
          <option value="">{relations.anyChannel}</option>
          {used.map((one) => (
            <option key={one.type} value={one.type}>
              {one.label}
            </option>
          ))}
        </SelectField>
      )}
      <Refusal error={make.error} />
      {make.data ? (
        <PrintLink cardIds={make.data.items.map((card) => card.cardId)} isMain />
      ) : (
        <Button kind="primary" isWide disabled={chosen.size === 0} isBusy={make.isPending} onClick={() => make.mutate()}>
          {relations.makeCards(chosen.size)}
        </Button>
      )}
    </Card>
  )
}

function PrintLink({ cardIds, isMain = false }: { cardIds: string[]; isMain?: boolean }) {
  const relations = relationWords()
  const address = `/api/parcel-cards/print?business=${encodeURIComponent(activeBusiness() ?? '')}&cardIds=${cardIds.join(',')}`
  return (
    <a href={address} target="_blank" rel="noopener" className={`inline-flex min-h-12 items-center justify-center rounded-box px-4 py-2 font-semibold ${isMain ? 'bg-primary text-on-primary shadow-box' : 'border border-line bg-card'}`}>
      {relations.print}
    </a>
  )
}

function Answers() {
  const { shell } = useMessages()
  const relations = relationWords()
  const cards = useInfiniteQuery(parcelCardsQuery)
  const items = cards.data?.pages.flatMap((page) => page.items) ?? []
  const waiting = items.filter((card) => card.status === 'printed')
  if (items.length === 0) return null
  return (
    <Card title={relations.answers}>
      {waiting.length > 0 && <PrintLink cardIds={waiting.slice(0, 200).map((card) => card.cardId)} />}
      <ul className="divide-y divide-line">
        {items.map((card) => (
          <li key={card.cardId} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <CardRow card={card} />
          </li>
        ))}
      </ul>
      {cards.hasNextPage && (
        <Button isWide isBusy={cards.isFetchingNextPage} onClick={() => void cards.fetchNextPage()}>
          {shell.loadMore}
        </Button>
      )}
      <ExportLinks list="parcel-cards" />
    </Card>
  )
}

function CardRow({ card }: { card: ParcelCard }) {
  const relations = relationWords()
  const toast = useToast()
  const queries = useQueryClient()
  const mayChange = useMay('customers.write')
  const revoke = useMutation({
    mutationFn: () => call('revokeParcelCard', { params: { cardId: card.cardId } }),
    onSuccess: async () => {
      toast(relations.revoked)
      await queries.invalidateQueries({ queryKey: ['parcel-card'] })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  const tone = ({ printed: 'plain', agreed: 'good', declined: 'warn', revoked: 'plain' } as const)[card.status]
  return (
    <>
      <span className="min-w-0">
        <span className="font-semibold [overflow-wrap:anywhere]">{card.reference}</span>
        <span className="block text-sm text-soft">{longDate(card.decidedAt ?? card.createdAt)}</span>
      </span>
      <span className="flex flex-wrap items-center gap-2">
        <Badge tone={tone}>{relations.cardStatuses[card.status]}</Badge>
        {card.status === 'printed' && mayChange && (
          <Button isBusy={revoke.isPending} onClick={() => revoke.mutate()}>
            {relations.revoke}
          </Button>
        )}
      </span>
    </>
  )
}
