import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { shortTime } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { counterWords } from './words.ts'

/** What the counter sold although it was promised, and what could not be written down or is unusual: one sentence each, with what can be done. */
export function CounterConflicts({ waiting }: { waiting: number }) {
  const words = counterWords()
  const queries = useQueryClient()
  const mayWrite = useMay('catalog.write')
  const found = useQuery({ queryKey: ['stock', 'counter-conflicts', waiting === 0], queryFn: () => call('listCounterConflicts'), retry: false })
  const resolve = useMutation({
    mutationFn: (conflictId: string) => call('resolveStockConflict', { params: { conflictId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['stock'] }),
  })
  const seen = useMutation({
    mutationFn: (entryId: string) => call('markCounterEntrySeen', { params: { entryId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['stock'] }),
  })
  const items = found.data?.items ?? []
  const notices = found.data?.notices ?? []
  if (items.length === 0 && notices.length === 0) return null
  return (
    <Card title={words.conflicts}>
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <li key={item.conflictId} className="flex flex-col gap-1 py-2">
            <p>{item.sentence}</p>
            <p className="flex flex-wrap items-center gap-x-4">
              {item.holders.slice(0, 3).map((holder) => (
                <Link key={holder.orderId} to="/jualan/pesanan/$orderId" params={{ orderId: holder.orderId }} className="inline-flex min-h-12 items-center font-semibold text-primary underline">
                  {words.openOrder(holder.number)}
                </Link>
              ))}
              {mayWrite && (
                <>
                  <Link to="/jualan/stok" className="inline-flex min-h-12 items-center font-semibold text-primary underline">
                    {words.changeStock}
                  </Link>
                  <Button onClick={() => resolve.mutate(item.conflictId)}>{words.settle}</Button>
                </>
              )}
            </p>
          </li>
        ))}
        {notices.map((entry) => (
          <li key={entry.entryId} className="flex flex-col gap-1 py-2">
            {entry.outcome === 'set_aside' && <p className="font-semibold">{words.setAside[entry.kind] ?? words.setAside['sale']}</p>}
            {entry.notices.map((notice) => (
              <p key={notice}>{notice}</p>
            ))}
            <p className="flex flex-wrap items-center gap-x-4 text-sm text-soft">
              {shortTime(entry.happenedAt)}
              {mayWrite && <Button onClick={() => seen.mutate(entry.entryId)}>{words.seenIt}</Button>}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
