import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useMay } from '../../session.ts'
import { ExportLinks } from '../../ui/export-links.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { segmentsQuery, type Segment } from './queries.ts'
import { nameOf } from './segment-name.ts'
import { insightWords } from './words.ts'

/** Fewer people say too little about how many come back. */
const fewestThen = 10

/** The groups that customers are in, the ready ones and the shop's own. */
export function SegmentsScreen() {
  const words = insightWords()
  const segments = useQuery(segmentsQuery)
  const mayWrite = useMay('customers.write')
  const items = segments.data?.items ?? []
  const isEmpty = items.every((segment) => segment.members === 0)
  return (
    <Page title={words.segments} back="/pelanggan">
      {segments.isPending && <Loading />}
      {segments.isError && <ErrorState error={segments.error} onRetry={() => void segments.refetch()} />}
      {segments.data && isEmpty && <EmptyState title={words.noneYet} text={words.noneYetText} action={<LinkButton to="/jualan/pesanan">{words.orders(0)}</LinkButton>} />}
      {segments.data && !isEmpty && (
        <>
          <SegmentList segments={items.filter((segment) => segment.isReady)} title={words.segmentsText} />
          {items.some((segment) => !segment.isReady) && <SegmentList segments={items.filter((segment) => !segment.isReady)} title={words.own} />}
          {mayWrite && <LinkButton to="/pelanggan/kelompok/baru">{words.addSegment}</LinkButton>}
          <ExportLinks list="segments" />
        </>
      )}
    </Page>
  )
}

function SegmentList({ segments, title }: { segments: Segment[]; title: string }) {
  const words = insightWords()
  return (
    <Card title={title}>
      <ul className="-mx-4 divide-y divide-line">
        {segments.map((segment) => (
          <li key={segment.segmentId}>
            <Link to="/pelanggan/kelompok/$segmentId" params={{ segmentId: segment.segmentId }} className="flex min-h-18 items-center gap-3 px-4 py-2 hover:bg-tint focus-visible:-outline-offset-4">
              <span className="min-w-0 grow [overflow-wrap:anywhere]">
                <span className="block font-semibold">{nameOf(segment)}</span>
                <span className="block text-sm text-soft">{figureOf(segment)}</span>
              </span>
              <span className="tabular shrink-0 font-bold">{words.members(segment.members)}</span>
              <ChevronRight aria-hidden className="shrink-0 text-soft" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function figureOf({ figure }: Segment): string {
  const words = insightWords()
  return figure && figure.members >= fewestThen ? words.figure(figure.bought, figure.members) : words.figureThin
}
