import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { longDate, rupiah } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { channelName } from '../insights/cells.ts'
import { timelineQuery, type TimelineItem } from './relation-queries.ts'
import { relationWords } from './words.ts'

/** What the customer and the shop went through together, over all channels, newest first. */
export function Timeline({ customerId }: { customerId: string }) {
  const relations = relationWords()
  const mayAsk = useMay('customers.write')
  const timeline = useInfiniteQuery(timelineQuery(customerId))
  const items = timeline.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Card title={relations.timeline}>
      {timeline.isPending && <Loading rows={2} />}
      {timeline.isError && !timeline.data && <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />}
      <ol className="flex flex-col border-l-2 border-line pl-4">
        {items.map((item) => (
          <li key={item.entryId} className="relative py-2 before:absolute before:top-4.5 before:-left-[1.4rem] before:size-2.5 before:rounded-full before:bg-primary">
            <TimelineEntry item={item} />
            {mayAsk && <AskForRating customerId={customerId} item={item} />}
          </li>
        ))}
      </ol>
      {timeline.hasNextPage && (
        <Button isWide isBusy={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
          {relations.more}
        </Button>
      )}
    </Card>
  )
}

function TimelineEntry({ item }: { item: TimelineItem }) {
  const relations = relationWords()
  const title = relations.kinds[item.kind] ?? item.kind
  const detail = useDetail(item)
  return (
    <div className="flex flex-col">
      <span className="font-semibold">
        {item.subjectType === 'conversation' && item.subjectId ? (
          <Link to="/chat/$conversationId" params={{ conversationId: item.subjectId }} className="inline-flex min-h-12 items-center text-primary underline">
            {title}
          </Link>
        ) : item.subjectType === 'order' && item.subjectId ? (
          <Link to="/jualan/pesanan/$orderId" params={{ orderId: item.subjectId }} className="inline-flex min-h-12 items-center text-primary underline">
            {title}
          </Link>
        ) : (
          title
        )}
      </span>
      <span className="text-sm text-soft">
        <time dateTime={item.at}>{longDate(item.at)}</time>
        {item.channelType && ` · ${channelName(item.channelType)}`}
        {detail && ` · ${detail}`}
      </span>
    </div>
  )
}

/** A link for the customer, who answers with one tap; the shop sends it in its own words. */
function AskForRating({ customerId, item }: { customerId: string; item: TimelineItem }) {
  const relations = relationWords()
  const toast = useToast()
  const { subjectId, kind } = item
  const subjectType = kind === 'order-completed' ? 'order' : kind === 'conversation-closed' ? 'conversation' : undefined
  const ask = useMutation({
    mutationFn: (body: { subjectType: 'order' | 'conversation'; subjectId: string }) => call('askForRating', { params: { customerId }, body }),
    onError: (error) => toast(error.message, { isBad: true }),
  })
  if (subjectType === undefined || subjectId === null) return null
  if (ask.data) return <Copyable title={relations.ratingLink} text={ask.data.address} />
  return (
    <Button className="mt-1" isBusy={ask.isPending} onClick={() => ask.mutate({ subjectType, subjectId })}>
      {relations.askForRating}
    </Button>
  )
}

function useDetail({ details }: TimelineItem): string | undefined {
  const relations = relationWords()
  if (typeof details['number'] === 'string' && typeof details['total'] === 'number') return relations.order(details['number'], rupiah(details['total']))
  if (typeof details['points'] === 'number') return relations.points(details['points'])
  if (typeof details['score'] === 'number') return relations.score(details['score'])
  return undefined
}
