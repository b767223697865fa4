import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { shortTime } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { SearchBox } from '../inbox/search-box.tsx'
import { CustomerTools } from './customer-tools.tsx'
import { customersQuery, type Customer } from './queries.ts'

/** Everyone who has written to the shop, by last contact. */
export function CustomersScreen() {
  const { customers, shell } = useMessages()
  const asked = useSearch({ strict: false }).search
  const search = typeof asked === 'string' ? asked : ''
  const navigate = useNavigate()
  const list = useInfiniteQuery(customersQuery(search))
  // Digits alone in the address are still the text that was searched for.
  const setSearch = (text: string) => void navigate({ to: '/pelanggan', search: text === '' ? {} : { search: text }, replace: true })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page title={customers.title}>
      <div className="-mx-4">
        <SearchBox label={customers.search} clearLabel={customers.clearSearch} value={search} onChange={({ search: text }) => setSearch(text)} />
      </div>
      {search === '' && <CustomerTools />}
      {list.isPending && <Loading rows={6} />}
      {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && <Nobody isSearching={search !== ''} onClear={() => setSearch('')} />}
      {items.length > 0 && (
        <ul aria-label={customers.list} className={`divide-y divide-line overflow-hidden rounded-box bg-card shadow-box ${list.isPlaceholderData ? 'opacity-60' : ''}`}>
          {items.map((customer) => (
            <li key={customer.customerId}>
              <CustomerRow customer={customer} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button isWide isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {list.isFetchingNextPage ? customers.loadingMore : shell.loadMore}
        </Button>
      )}
      {items.length > 0 && <ExportLinks list="customers" />}
    </Page>
  )
}

function CustomerRow({ customer }: { customer: Customer }) {
  const { customers } = useMessages()
  return (
    <Link to="/pelanggan/$customerId" params={{ customerId: customer.customerId }} className="flex min-h-18 items-center gap-3 px-4 py-3 hover:bg-tint focus-visible:-outline-offset-4">
      <span aria-hidden className="flex size-11 shrink-0 items-center justify-center rounded-full bg-line font-bold">
        {(customer.name || '?').slice(0, 1).toUpperCase()}
      </span>
      <span className="flex min-w-0 grow flex-col">
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate font-semibold">{customer.name || customers.nameless}</span>
          <time dateTime={customer.lastSeenAt} className="shrink-0 text-sm text-soft tabular">
            {shortTime(customer.lastSeenAt)}
          </time>
        </span>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-soft">
          <span className="tabular">{customer.phone ?? customers.noPhone}</span>
          {customer.isSample && <Badge>{customers.sample}</Badge>}
          {customer.labels.map((label) => (
            <Badge key={label} tone="primary">
              {label}
            </Badge>
          ))}
        </span>
      </span>
    </Link>
  )
}

function Nobody({ isSearching, onClear }: { isSearching: boolean; onClear: () => void }) {
  const { customers } = useMessages()
  const mayConnect = useMay('channels.write')
  if (isSearching) return <EmptyState title={customers.nothingFound} text={customers.nothingFoundText} action={<Button onClick={onClear}>{customers.clearSearch}</Button>} />
  return <EmptyState title={customers.emptyTitle} text={customers.emptyText} action={mayConnect && <LinkButton to="/pengaturan/kanal">{customers.emptyAction}</LinkButton>} />
}
