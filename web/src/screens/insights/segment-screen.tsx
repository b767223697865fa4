import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { rupiah } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { membersQuery, type Member } from './queries.ts'
import { readReason, readRule } from './rule-words.ts'
import { nameOf } from './segment-name.ts'
import { insightWords } from './words.ts'
import { WriteToSegment } from './write-to-segment.tsx'

/** Who is in one group, each with why. */
export function SegmentScreen() {
  const words = insightWords()
  const { shell } = useMessages()
  const { segmentId = '' } = useParams({ strict: false })
  const members = useInfiniteQuery(membersQuery(segmentId))
  const segment = members.data?.pages[0]?.segment
  const people = members.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page title={segment ? nameOf(segment) : words.segments} back="/pelanggan/kelompok">
      {members.isPending && <Loading />}
      {members.isError && !members.data && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      {segment && (
        <p className="text-soft">
          {(segment.isReady && words.readyRules[segment.segmentId]) || `${words.rule}: ${readRule(segment.rule)}.`}
        </p>
      )}
      {segment && people.length === 0 && <EmptyState title={nameOf(segment)} text={words.nobody} action={<LinkButton to="/pelanggan/kelompok">{words.segments}</LinkButton>} />}
      {people.length > 0 && (
        <>
          <People people={people} />
          {members.hasNextPage && (
            <Button isWide isBusy={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
              {shell.loadMore}
            </Button>
          )}
          <ExportLinks list={`segments/${segmentId}/members`} />
          {segment && <WriteToSegment segmentId={segmentId} name={nameOf(segment)} label={words.writeTo} />}
        </>
      )}
      {segment && !segment.isReady && <OwnSegment segmentId={segmentId} />}
    </Page>
  )
}

export function People({ people }: { people: Member[] }) {
  const words = insightWords()
  const { customers } = useMessages()
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-box bg-card shadow-box">
      {people.map((person) => (
        <li key={person.customerId}>
          <Link to="/pelanggan/$customerId" params={{ customerId: person.customerId }} className="flex min-h-18 flex-col justify-center px-4 py-3 [overflow-wrap:anywhere] hover:bg-tint focus-visible:-outline-offset-4">
            <span className="flex flex-wrap justify-between gap-x-3">
              <strong>{person.name || customers.nameless}</strong>
              <span className="tabular">
                {words.orders(person.orders)}, {rupiah(person.spend)}
              </span>
            </span>
            <span className="text-sm text-soft">
              {words.becauseOf} {[...new Set(person.reasons.map(readReason))].join('; ')}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** A group of the shop's own can be changed and taken away. */
function OwnSegment({ segmentId }: { segmentId: string }) {
  const words = insightWords()
  const toast = useToast()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const mayWrite = useMay('customers.write')
  const remove = useMutation({
    mutationFn: (isDeleted: boolean) => call('setSegmentDeleted', { params: { segmentId }, body: { isDeleted } }),
    onSuccess: async (_answer, isDeleted) => {
      await queries.invalidateQueries({ queryKey: ['segments'], refetchType: 'none' })
      if (!isDeleted) return
      toast(words.deleted, { undo: () => remove.mutate(false) })
      await navigate({ to: '/pelanggan/kelompok' })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  if (!mayWrite) return null
  return (
    <div className="flex flex-wrap gap-2">
      <Link to="/pelanggan/kelompok/$segmentId/ubah" params={{ segmentId }} className="inline-flex min-h-12 items-center rounded-box border border-line bg-card px-4 py-2 font-semibold hover:bg-tint">
        {words.changeSegment}
      </Link>
      <Button kind="danger" isBusy={remove.isPending} onClick={() => remove.mutate(true)}>
        {words.deleteSegment}
      </Button>
    </div>
  )
}
