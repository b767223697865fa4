import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ClipboardCheck } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { CheckField, TextField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { SalesTabs } from '../orders/sales-tabs.tsx'
import { salesWords } from '../orders/words.ts'
import { IngredientNeeds } from './ingredient-needs.tsx'
import { StockConflicts } from './stock-conflicts.tsx'
import { StockEditor } from './stock-editor.tsx'
import { stockQuery, type StockItem } from './stock-queries.ts'

/** One number over all channels, with what is promised already. */
export function StockScreen() {
  const { catalog, shell } = useMessages()
  const words = salesWords().stock
  const [search, setSearch] = useState('')
  const [isLow, setLow] = useState(false)
  const [openId, setOpenId] = useState<string>()
  const asked = useDeferredValue(search.trim())
  const stock = useInfiniteQuery(stockQuery({ search: asked, isLow }))
  const mayWrite = useMay('catalog.write')
  const items = stock.data?.pages.flatMap((page) => page.items) ?? []
  const open = items.find((item) => item.variantId === openId)
  return (
    <Page
      title={catalog.title}
      actions={
        mayWrite && items.length > 0 && (
          <Link to="/jualan/stok/hitung" className="inline-flex min-h-12 items-center gap-2 px-2 font-semibold text-primary">
            <ClipboardCheck aria-hidden />
            {words.count}
          </Link>
        )
      }
    >
      <SalesTabs current="stock" />
      <StockConflicts />
      <IngredientNeeds />
      {(items.length > 0 || asked !== '' || isLow) && (
        <div className="grid items-end gap-x-4 sm:grid-cols-[1fr_auto]">
          <TextField type="search" label={shell.search} placeholder={words.search} value={search} onChange={(event) => setSearch(event.target.value)} />
          <CheckField label={words.lowOnly} checked={isLow} onChange={(event) => setLow(event.target.checked)} />
        </div>
      )}
      {stock.isPending && <Loading />}
      {stock.isError && <ErrorState error={stock.error} onRetry={() => void stock.refetch()} />}
      {stock.isSuccess && items.length === 0 && asked === '' && !isLow && <EmptyState title={words.empty} text={words.emptyText} action={mayWrite && <LinkButton to="/jualan/impor">{catalog.importFirst}</LinkButton>} />}
      {stock.isSuccess && items.length === 0 && (asked !== '' || isLow) && <p role="status">{isLow ? words.nothingLow : catalog.nothingFound(asked)}</p>}
      {items.length > 0 && (
        <ul aria-label={words.title} className={`divide-y divide-line overflow-hidden rounded-box bg-card shadow-box ${stock.isPlaceholderData ? 'opacity-60' : ''}`}>
          {items.map((item) => (
            <li key={item.variantId}>
              <button type="button" onClick={() => setOpenId(item.variantId)} className="flex min-h-16 w-full items-center justify-between gap-3 px-4 py-3 text-left hover:bg-tint focus-visible:-outline-offset-4">
                <span className="min-w-0">
                  <span className="line-clamp-2 font-semibold">{item.name}</span>
                  <span className="block truncate text-sm text-soft">{item.stockKind === 'counted' ? item.sku : `${item.sku} · ${words.kinds[item.stockKind]}`}</span>
                </span>
                <Level item={item} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {stock.hasNextPage && (
        <Button onClick={() => void stock.fetchNextPage()} isBusy={stock.isFetchingNextPage}>
          {shell.loadMore}
        </Button>
      )}
      {items.length > 0 && <ExportLinks list="stock" />}
      {items.length > 0 && <ExportLinks list="stock/movements" title={words.movementsTitle} />}
      <Dialog isOpen={open !== undefined} onClose={() => setOpenId(undefined)} title={open?.name ?? ''}>
        {open && <StockEditor key={open.variantId} item={open} />}
      </Dialog>
    </Page>
  )
}

function Level({ item }: { item: StockItem }) {
  const words = salesWords().stock
  if (item.available === null) return <span className="shrink-0 text-sm text-soft">{words.notCounted}</span>
  return (
    <span className="flex shrink-0 flex-col items-end gap-1">
      <span className="font-semibold tabular">{[words.available(item.available), item.unit].filter(Boolean).join(' ')}</span>
      {item.reserved > 0 && <span className="text-sm text-soft tabular">{words.reserved(item.reserved)}</span>}
      {item.available === 0 ? <Badge tone="bad">{words.gone}</Badge> : item.isLow && <Badge tone="warn">{words.low}</Badge>}
    </span>
  )
}
