import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FileDown, Plus } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { activeBusiness } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { TextField } from '../../ui/field.tsx'
import { rupiah } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { SalesTabs } from '../orders/sales-tabs.tsx'
import { photoAddress } from './photo-address.ts'
import { productsQuery, type Product } from './queries.ts'

/** What the shop sells: the list that the assistant answers from. */
export function CatalogScreen() {
  const { catalog, shell } = useMessages()
  const [search, setSearch] = useState('')
  const asked = useDeferredValue(search.trim())
  const products = useInfiniteQuery(productsQuery(asked))
  const mayWrite = useMay('catalog.write')
  const items = products.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page
      title={catalog.title}
      actions={
        mayWrite && (
          <Link to="/jualan/impor" className="inline-flex min-h-12 items-center gap-2 px-2 font-semibold text-primary">
            <FileDown aria-hidden />
            {catalog.importList}
          </Link>
        )
      }
    >
      <SalesTabs current="products" />
      {(items.length > 0 || search !== '') && <TextField type="search" label={shell.search} placeholder={catalog.searchProducts} value={search} onChange={(event) => setSearch(event.target.value)} />}
      {products.isPending && <Loading />}
      {products.isError && <ErrorState error={products.error} onRetry={() => void products.refetch()} />}
      {products.isSuccess && items.length === 0 && asked === '' && (
        <EmptyState title={catalog.empty} text={catalog.emptyText} action={mayWrite && <LinkButton to="/jualan/impor">{catalog.importFirst}</LinkButton>} />
      )}
      {products.isSuccess && items.length === 0 && asked !== '' && <p role="status">{catalog.nothingFound(asked)}</p>}
      {items.length > 0 && (
        <ul className="divide-y divide-line overflow-hidden rounded-box bg-card shadow-box">
          {items.map((product) => (
            <li key={product.productId}>
              <ProductRow product={product} />
            </li>
          ))}
        </ul>
      )}
      {products.hasNextPage && (
        <Button onClick={() => void products.fetchNextPage()} isBusy={products.isFetchingNextPage}>
          {shell.loadMore}
        </Button>
      )}
      {mayWrite && items.length > 0 && (
        <Link
          to="/jualan/baru"
          className="fixed right-4 bottom-20 z-20 inline-flex min-h-[56px] items-center gap-2 rounded-full bg-primary px-[20px] text-[min(1rem,4.5vw)] font-bold text-on-primary shadow-box lg:sticky lg:bottom-6 lg:self-end"
        >
          <Plus aria-hidden />
          {catalog.addProduct}
        </Link>
      )}
      {items.length > 0 && <ExportLinks list="products" />}
    </Page>
  )
}

function ProductRow({ product }: { product: Product }) {
  const { catalog, shell } = useMessages()
  const prices = product.variants.flatMap((variant) => (variant.price === null ? [] : [variant.price]))
  const counted = product.variants.flatMap((variant) => (variant.stock === null ? [] : [variant.stock]))
  const stock = counted.reduce((sum, one) => sum + one, 0)
  const lowest = Math.min(...prices)
  return (
    <Link to="/jualan/barang/$productId" params={{ productId: product.productId }} className="flex min-h-16 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-3 hover:bg-tint">
      {product.photoKey !== null && <img src={photoAddress(product.productId, product.photoKey, activeBusiness(), 'small')} alt="" loading="lazy" className="size-12 shrink-0 rounded-box bg-tint object-cover" />}
      <span className="min-w-22 flex-1">
        <span className="line-clamp-2 font-semibold">{product.name}</span>
        <span className="block truncate text-sm text-soft">
          {[product.category, product.variants.length > 1 ? catalog.variants(product.variants.length) : (product.variants[0]?.name ?? '')].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className="ml-auto flex shrink-0 flex-col items-end gap-1">
        {prices.length === 0 ? <Badge tone="warn">{catalog.noPrice}</Badge> : <span className="font-semibold tabular">{new Set(prices).size > 1 ? catalog.priceFrom(rupiah(lowest)) : rupiah(lowest)}</span>}
        {counted.length > 0 && (stock === 0 ? <Badge tone="bad">{catalog.outOfStock}</Badge> : <span className="text-sm text-soft tabular">{catalog.stock(stock)}</span>)}
        {product.isSample && <Badge>{shell.sample}</Badge>}
      </span>
    </Link>
  )
}
