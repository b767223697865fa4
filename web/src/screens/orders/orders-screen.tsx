import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { rupiah, shortTime } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { orderStatuses, readOrderFilter, type OrderFilter } from './filter.ts'
import { dueOf, isDueToday, lateDays, statusTones } from './order-facts.ts'
import { filterQuery, ordersQuery, sourcesQuery, type Order } from './queries.ts'
import { SalesTabs } from './sales-tabs.tsx'
import { salesWords } from './words.ts'

/** One list for chat, counter, web and marketplaces. */
export function OrdersScreen() {
  const { shell, catalog } = useMessages()
  const words = salesWords().orders
  const filter = readOrderFilter(useSearch({ strict: false }))
  const navigate = useNavigate()
  const orders = useInfiniteQuery(ordersQuery(filter))
  const sources = useQuery(sourcesQuery).data?.sources ?? []
  const mayWrite = useMay('orders.write')
  const readsFigures = useMay('figures.read')
  const confirmsMoney = useMay('payments.confirm')
  const items = orders.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Object.keys(filter).length > 0
  const change = (changes: Partial<Record<keyof OrderFilter, unknown>>) => void navigate({ to: '/jualan/pesanan', search: readOrderFilter({ ...filter, ...changes }), replace: true })
  return (
    <Page title={catalog.title}>
      <SalesTabs current="orders" />
      {(items.length > 0 || isFiltered) && (
        <div className="grid grid-cols-2 items-end gap-3 sm:grid-cols-4">
          <div className="col-span-2">
            <TextField type="search" label={shell.search} placeholder={words.search} defaultValue={filter.cari ?? ''} onChange={(event) => change({ cari: event.target.value })} />
          </div>
          <SelectField label={words.status} value={filter.status ?? ''} onChange={(event) => change({ status: event.target.value })}>
            <option value="">{words.all}</option>
            {orderStatuses.map((one) => (
              <option key={one} value={one}>
                {words.statuses[one]}
              </option>
            ))}
          </SelectField>
          <SelectField label={words.source} value={filter.asal ?? ''} onChange={(event) => change({ asal: event.target.value || undefined })}>
            <option value="">{words.all}</option>
            {sources.map((one) => (
              <option key={one} value={one}>
                {words.sources[one] ?? one}
              </option>
            ))}
          </SelectField>
          <CheckField label={words.late} checked={filter.terlambat ?? false} onChange={(event) => change({ terlambat: event.target.checked })} />
        </div>
      )}
      {orders.isPending && <Loading />}
      {orders.isError && <ErrorState error={orders.error} onRetry={() => void orders.refetch()} />}
      {orders.isSuccess && items.length === 0 && (
        isFiltered
          ? <EmptyState title={words.nothingFound} text={words.emptyText} action={<Button onClick={() => void navigate({ to: '/jualan/pesanan', search: {} })}>{words.clear}</Button>} />
          : <EmptyState title={words.empty} text={words.emptyText} action={mayWrite && <LinkButton to="/jualan/pesanan/baru">{words.add}</LinkButton>} />
      )}
      {items.length > 0 && (
        <ul aria-label={words.title} className={`divide-y divide-line overflow-hidden rounded-box bg-card shadow-box ${orders.isPlaceholderData ? 'opacity-60' : ''}`}>
          {items.map((order) => (
            <li key={order.orderId}>
              <OrderRow order={order} />
            </li>
          ))}
        </ul>
      )}
      {orders.hasNextPage && (
        <Button onClick={() => void orders.fetchNextPage()} isBusy={orders.isFetchingNextPage}>
          {shell.loadMore}
        </Button>
      )}
      {mayWrite && items.length > 0 && (
        <Link to="/jualan/pesanan/baru" className="fixed right-4 bottom-20 z-20 inline-flex min-h-[56px] items-center gap-2 rounded-full bg-primary px-[20px] text-[min(1rem,4.5vw)] font-bold text-on-primary shadow-box lg:sticky lg:bottom-6 lg:self-end">
          <Plus aria-hidden />
          {words.add}
        </Link>
      )}
      {readsFigures && items.length > 0 && (
        <>
          <ExportLinks list="orders" filter={filterQuery(filter)} />
          {/* Above the button that floats on phones. */}
          <details className="max-lg:pb-16">
            <summary className="min-h-12 content-center font-semibold">{words.books}</summary>
            <ExportLinks list="ledgers/payments" title={words.payments} />
            <ExportLinks list="ledgers/returns" title={words.returns} />
            <ExportLinks list="ledgers/refunds" title={words.refunds} />
            {confirmsMoney && <ExportLinks list="counter/shifts" title={words.shifts} />}
          </details>
        </>
      )}
    </Page>
  )
}

function OrderRow({ order }: { order: Order }) {
  const { shell } = useMessages()
  const words = salesWords().orders
  const late = lateDays(order)
  const due = dueOf(order)
  return (
    <Link to="/jualan/pesanan/$orderId" params={{ orderId: order.orderId }} className="flex min-h-16 items-start justify-between gap-3 px-4 py-3 hover:bg-tint focus-visible:-outline-offset-4">
      <span className="min-w-0">
        <span className="block truncate font-semibold">{order.customerName || words.anonymous}</span>
        <span className="block truncate text-sm text-soft">{order.lines.map((line) => `${line.quantity} ${line.name}`).join(', ')}</span>
        <span className="block truncate text-sm text-soft">
          {[words.sources[order.source] ?? order.source, order.number, shortTime(order.placedAt)].join(' · ')}
        </span>
      </span>
      <span className="flex shrink-0 flex-col items-end gap-1">
        <span className="font-semibold tabular">{rupiah(order.total)}</span>
        <Badge tone={statusTones[order.status]}>{words.statuses[order.status]}</Badge>
        {late > 0 && <Badge tone="bad">{words.isLate(late)}</Badge>}
        {isDueToday(order) && <Badge tone="warn">{words.dueToday}</Badge>}
        {order.paidTotal > 0 && due > 0 && order.status !== 'cancelled' && <span className="text-sm text-soft tabular">{words.due(rupiah(due))}</span>}
        {order.isSample && <Badge>{shell.sample}</Badge>}
      </span>
    </Link>
  )
}
