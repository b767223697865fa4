import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { SelectField } from '../../ui/field.tsx'
import { longDate } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { AuditEntry, type Entry } from './audit-entry.tsx'
import { auditKinds, readAuditFilter, type AuditKind } from './audit-filter.ts'
import { auditWords } from './audit-words.ts'

/** Who did what, day by day, newest first. */
export function AuditScreen() {
  const { shell } = useMessages()
  const words = auditWords()
  const { jenis: kind } = useSearch({ from: '/signed-in/pengaturan/catatan-aktivitas' })
  const navigate = useNavigate()
  const setKind = (next: AuditKind | undefined) => void navigate({ to: '/pengaturan/catatan-aktivitas', search: next ? { jenis: next } : {}, replace: true })
  const entries = useInfiniteQuery({
    queryKey: ['audit', kind],
    queryFn: ({ pageParam, signal }) => call('listAuditEntries', { query: { limit: 50, ...(kind ? { subjectType: kind } : {}), ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
  const items = entries.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page title={words.title} back="/pengaturan">
      <p className="text-soft">{words.intro}</p>
      <SelectField label={words.kind} value={kind ?? ''} onChange={(event) => setKind(readAuditFilter({ jenis: event.target.value }).jenis)}>
        <option value="">{words.all}</option>
        {auditKinds.map((one) => (
          <option key={one} value={one}>
            {words.subjects[one]}
          </option>
        ))}
      </SelectField>
      {entries.isPending && <Loading rows={6} />}
      {entries.isError && !entries.data && <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />}
      {entries.data && items.length === 0 && <EmptyState title={words.empty} text={kind ? words.emptyKind : words.emptyText} action={kind && <Button onClick={() => setKind(undefined)}>{words.showAll}</Button>} />}
      {byDay(items).map(([day, ofDay]) => (
        <section key={day} className="flex flex-col gap-2">
          <h2 className="font-bold">{day}</h2>
          <ul className="divide-y divide-line overflow-hidden rounded-box bg-card shadow-box">
            {ofDay.map((entry) => (
              <AuditEntry key={entry.auditEntryId} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      {entries.hasNextPage && (
        <Button isWide isBusy={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
          {shell.loadMore}
        </Button>
      )}
      {items.length > 0 && <ExportLinks list="audit" filter={kind ? { subjectType: kind } : {}} />}
      {entries.isFetchNextPageError && <ErrorState error={entries.error} onRetry={() => void entries.fetchNextPage()} />}
    </Page>
  )
}

function byDay(items: Entry[]): [string, Entry[]][] {
  const days = new Map<string, Entry[]>()
  for (const entry of items) {
    const day = longDate(entry.at)
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days]
}
