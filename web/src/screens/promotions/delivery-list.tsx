import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { Card } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { deliveriesQuery } from './queries.ts'
import { campaignWords, reasonWords } from './words.ts'

/** What became of it for each customer; opened only when asked for. */
export function DeliveryList({ campaignId }: { campaignId: string }) {
  const words = campaignWords()
  const [isOpen, setOpen] = useState(false)
  const deliveries = useInfiniteQuery({ ...deliveriesQuery(campaignId), enabled: isOpen })
  const items = (deliveries.data?.pages ?? []).flatMap((page) => page.items)
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{words.seePeople}</Button>
  return (
    <Card title={words.people}>
      {deliveries.isPending && <Loading rows={3} />}
      {deliveries.isError && <ErrorState error={deliveries.error} onRetry={() => void deliveries.refetch()} />}
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <li key={item.deliveryId} className="flex min-h-14 flex-wrap items-center justify-between gap-x-3 py-2">
            <Link to="/pelanggan/$customerId" params={{ customerId: item.customerId }} className="inline-flex min-h-12 min-w-12 items-center font-semibold underline [overflow-wrap:anywhere]">
              {item.name || words.noName}
            </Link>
            <span className="text-right text-sm">
              <span className="block">
                {words.deliveryStatus[item.status]}
                {item.clickedAt !== null && ` · ${words.followed}`}
                {item.optedOutAt !== null && ` · ${words.totals.optOuts}`}
              </span>
              {item.reason && <span className="block text-soft">{reasonWords(item.reason)}</span>}
            </span>
          </li>
        ))}
      </ul>
      {deliveries.hasNextPage && (
        <Button isBusy={deliveries.isFetchingNextPage} onClick={() => void deliveries.fetchNextPage()}>
          {words.more}
        </Button>
      )}
      <ExportLinks list={`campaigns/${campaignId}/deliveries`} />
    </Card>
  )
}
