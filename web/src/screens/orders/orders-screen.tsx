import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { rupiah, shortTime } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'

const statuses = ['unpaid', 'processing', 'ready', 'shipped', 'completed', 'cancelled'] as const
type Status = (typeof statuses)[number]

export function OrdersScreen() {
  const { orders: words, catalog, shell } = useMessages()
  const [search, setSearch] = useState('')
  const [status, setStatus] = useState<Status | ''>('')
  const asked = useDeferredValue(search.trim())
  const orders = useInfiniteQuery({
    queryKey: ['orders', asked, status],
    queryFn: ({ pageParam, signal }) => call('listOrders', { query: { search: asked, limit: 50, ...(status ? { status } : {}), ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const items = orders.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = asked !== '' || status !== ''
  return (
    <Page title={catalog.title}>
      <nav aria-label={catalog.title} className="flex gap-2">
        <Link to="/jualan" className="inline-flex min-h-12 items-center rounded-full border border-line bg-card px-4 font-semibold">
          {catalog.products}
        </Link>
        <span aria-current="page" className="inline-flex min-h-12 items-center rounded-full bg-primary px-4 font-semibold text-on-primary">
          {catalog.orders}
        </span>
      </nav>
      {(items.length > 0 || isFiltered) && (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField type="search" label={shell.search} placeholder={words.search} value={search} onChange={(event) => setSearch(event.target.value)} />
          <SelectField label={words.status} value={status} onChange={(event) => setStatus(statuses.find((one) => one === event.target.value) ?? '')}>
            <option value="">{words.all}</option>
            {statuses.map((one) => (
              <option key={one} value={one}>
                {words.statuses[one]}
              </option>
            ))}
          </SelectField>
        </div>
      )}
      {orders.isPending && <Loading />}
      {orders.isError && <ErrorState error={orders.error} onRetry={() => void orders.refetch()} />}
      {orders.isSuccess && items.length === 0 && <EmptyState title={words.empty} text={isFiltered ? catalog.nothingFound(asked) : words.emptyText} />}
      {items.length > 0 && (
        <ul className="divide-y divide-line overflow-hidden rounded-box bg-card shadow-box">
          {items.map((order) => (
            <li key={order.orderId}>
              <Link to="/jualan/pesanan/$orderId" params={{ orderId: order.orderId }} className="flex min-h-16 items-center justify-between gap-3 px-4 py-3 hover:bg-tint">
                <span className="min-w-0">
                  <span className="block truncate font-semibold">{order.customerName || order.number}</span>
                  <span className="block truncate text-sm text-soft">
                    {order.number} · {shortTime(order.placedAt)}
                  </span>
                  <span className="block truncate text-sm text-soft">
                    {order.lines.map((line) => `${line.quantity} ${line.name}`).join(', ')}
                  </span>
                </span>
                <span className="flex shrink-0 flex-col items-end gap-1">
                  <span className="font-semibold tabular">{rupiah(order.total)}</span>
                  <Badge tone={order.status === 'completed' ? 'good' : order.status === 'cancelled' ? 'bad' : order.status === 'unpaid' ? 'warn' : 'primary'}>{words.statuses[order.status]}</Badge>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {orders.hasNextPage && (
        <Button onClick={() => void orders.fetchNextPage()} isBusy={orders.isFetchingNextPage}>
          {shell.loadMore}
        </Button>
      )}
      {items.length > 0 && <ExportLinks list="orders" />}
    </Page>
  )
}
