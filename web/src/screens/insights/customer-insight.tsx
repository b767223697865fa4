import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { rupiah } from '../../ui/format.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/page.tsx'
import { channelName, dayOf } from './cells.ts'
import { customerInsightQuery, customerSegmentsQuery } from './queries.ts'
import { readReason } from './rule-words.ts'
import { nameOf } from './segment-name.ts'
import { insightWords } from './words.ts'

/** What is known of a customer's buying, each with how often it was seen; what is not known is not shown. */
export function CustomerInsight({ customerId }: { customerId: string }) {
  const words = insightWords()
  const { customer } = words
  const insight = useQuery(customerInsightQuery(customerId))
  const segments = useQuery(customerSegmentsQuery(customerId))
  if (!insight.data) return null
  const { data } = insight
  return (
    <Card title={customer.title}>
      {data.orders === 0 ? (
        <p className="text-soft">{customer.none}</p>
      ) : (
        <p>
          {customer.total(data.orders, rupiah(data.spend))} {data.rhythm ? customer.usual(data.rhythm.usualDays, data.rhythm.sinceDays) : customer.tooFew}{' '}
          {data.rhythm?.isLate && <Badge tone="warn">{customer.late}</Badge>}
        </p>
      )}
      <dl className="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4 gap-y-2 [overflow-wrap:anywhere]">
        {data.favourites.length > 0 && <Fact name={customer.favourites}>{data.favourites.map((one) => customer.favourite(one.name, one.inOrders, data.orders)).join(', ')}</Fact>}
        {data.weekday && <Fact name={customer.weekday}>{customer.seen(words.weekdays[data.weekday.weekday] ?? '', data.weekday.inOrders, data.orders)}</Fact>}
        {data.channel && <Fact name={customer.channel}>{customer.seen(channelName(data.channel.channel), data.channel.inOrders, data.orders)}</Fact>}
        {data.usualAmount && <Fact name={customer.amount}>{customer.range(rupiah(data.usualAmount.low), rupiah(data.usualAmount.high))}</Fact>}
        {data.rhythm && <Fact name={customer.next}>{customer.between(dayOf(data.rhythm.nextFrom), dayOf(data.rhythm.nextTo))}</Fact>}
        {data.value && <Fact name={customer.value(data.value.days)}>{customer.expected(rupiah(data.value.spend), rupiah(data.value.low), rupiah(data.value.high))}</Fact>}
        {data.alivePercent !== null && <Fact name={customer.alive}>{customer.aliveText(data.alivePercent)}</Fact>}
      </dl>
      {segments.data?.items.map((segment) => (
        <p key={segment.segmentId}>
          <Link to="/pelanggan/kelompok/$segmentId" params={{ segmentId: segment.segmentId }} className="inline-flex min-h-12 items-center font-semibold text-primary underline">
            {nameOf(segment)}
          </Link>
          <span className="block text-sm text-soft">
            {words.becauseOf} {[...new Set(segment.reasons.map(readReason))].join('; ')}
          </span>
        </p>
      ))}
    </Card>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
