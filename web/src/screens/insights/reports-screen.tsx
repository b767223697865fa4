import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { Card, Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { ScorecardCard } from './scorecard-card.tsx'
import { reportsQuery } from './queries.ts'
import { insightWords } from './words.ts'

/** Every report by its name and what it counts. */
export function ReportsScreen() {
  const words = insightWords()
  const reports = useQuery(reportsQuery)
  return (
    <Page title={words.reports} back="/">
      {reports.isPending && <Loading />}
      {reports.isError && <ErrorState error={reports.error} onRetry={() => void reports.refetch()} />}
      {reports.data && (
        <Card title={words.reportsText}>
          <ul className="-mx-4 divide-y divide-line">
            {reports.data.items.map(({ report }) => (
              <li key={report}>
                <Link to="/laporan/$report" params={{ report }} className="flex min-h-16 items-center gap-3 px-4 py-2 hover:bg-tint focus-visible:-outline-offset-4">
                  <span className="min-w-0 grow [overflow-wrap:anywhere]">
                    <span className="block font-semibold">{words.report[report]?.title ?? report}</span>
                    <span className="block text-sm text-soft">{words.report[report]?.about}</span>
                  </span>
                  <ChevronRight aria-hidden className="shrink-0 text-soft" />
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <ScorecardCard />
    </Page>
  )
}
