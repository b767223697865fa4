import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { shortTime } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { salesWords } from '../orders/words.ts'
import { conflictsQuery } from './stock-queries.ts'

/** What was sold although it was promised or gone, in one sentence each, until somebody has dealt with it. */
export function StockConflicts() {
  const { stock: words, orders } = salesWords()
  const conflicts = useQuery(conflictsQuery).data?.items ?? []
  const mayWrite = useMay('catalog.write')
  const queries = useQueryClient()
  const toast = useToast()
  const resolve = useMutation({
    mutationFn: (conflictId: string) => call('resolveStockConflict', { params: { conflictId } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['stock'] })
      toast(words.resolved)
    },
  })
  if (conflicts.length === 0) return null
  return (
    <Card title={words.conflicts}>
      <ul className="divide-y divide-line">
        {conflicts.map((conflict) => (
          <li key={conflict.conflictId} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <span className="min-w-48 grow">
              {words.conflict(conflict.name, conflict.wanted, conflict.missing, orders.sources[conflict.source] ?? conflict.source)}
              <span className="block text-sm text-soft">{shortTime(conflict.at)}</span>
            </span>
            {mayWrite && (
              <Button isBusy={resolve.isPending} onClick={() => resolve.mutate(conflict.conflictId)}>
                {words.resolve}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ExportLinks list="stock/conflicts" />
    </Card>
  )
}
