import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { salesWords } from '../orders/words.ts'
import { stockQuery } from './stock-queries.ts'

/** Counts what is really there. What the screen showed when a number was typed is what the difference is taken from. */
export function StockTakeScreen() {
  const { shell } = useMessages()
  const words = salesWords().stock
  const [search, setSearch] = useState('')
  const [counts, setCounts] = useState<Record<string, { counted: string; seen: number }>>({})
  const [problem, setProblem] = useState<string>()
  const asked = useDeferredValue(search.trim())
  const stock = useInfiniteQuery(stockQuery({ search: asked, isLow: false }))
  const queries = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const items = (stock.data?.pages ?? []).flatMap((page) => page.items).filter((item) => item.stockKind === 'counted')
  const save = useMutation({
    mutationFn: (lines: { variantId: string; seen: number; counted: number }[]) => call('countStock', { body: { lines } }),
    onSuccess: async ({ lines }) => {
      await queries.invalidateQueries({ queryKey: ['stock'] })
      toast(words.countSaved(lines.filter((line) => line.difference !== 0).length))
      await navigate({ to: '/jualan/stok' })
    },
  })
  const submit = () => {
    const lines = Object.entries(counts).flatMap(([variantId, { counted, seen }]) => (/^\d{1,8}$/.test(counted.trim()) ? [{ variantId, seen, counted: Number(counted) }] : []))
    setProblem(lines.length === 0 ? words.countEmpty : undefined)
    if (lines.length > 0) save.mutate(lines)
  }
  return (
    <Page title={words.count} back="/jualan/stok">
      <p className="text-soft">{words.countIntro}</p>
      <TextField type="search" label={shell.search} placeholder={words.search} value={search} onChange={(event) => setSearch(event.target.value)} />
      {stock.isPending && <Loading />}
      {stock.isError && <ErrorState error={stock.error} onRetry={() => void stock.refetch()} />}
      <Form onSubmit={submit} action={words.saveCount} isBusy={save.isPending} error={save.error ?? (problem ? new Error(problem) : null)}>
        <ul className="divide-y divide-line overflow-hidden rounded-box bg-card shadow-box">
          {items.map((item) => (
            <li key={item.variantId} className="flex items-center justify-between gap-3 px-4 py-2">
              <span className="min-w-0">
                <span className="block">{item.name}</span>
                <span className="block text-sm text-soft tabular">{words.shown(counts[item.variantId]?.seen ?? item.onHand ?? 0)}</span>
              </span>
              <input
                aria-label={words.counted(item.name)}
                inputMode="numeric"
                pattern="[0-9]*"
                value={counts[item.variantId]?.counted ?? ''}
                onChange={(event) => setCounts((all) => ({ ...all, [item.variantId]: { counted: event.target.value, seen: all[item.variantId]?.seen ?? item.onHand ?? 0 } }))}
                className="h-12 w-24 shrink-0 rounded-box border border-line bg-card px-3 text-right tabular"
              />
            </li>
          ))}
        </ul>
        {stock.hasNextPage && (
          <Button onClick={() => void stock.fetchNextPage()} isBusy={stock.isFetchingNextPage}>
            {shell.loadMore}
          </Button>
        )}
      </Form>
    </Page>
  )
}
