import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { call } from '../../api/client.ts'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { earlierKey } from './condition-group.tsx'
import { fromRule } from './conditions.ts'
import { membersQuery, type Segment } from './queries.ts'
import { SegmentForm, type SegmentInput } from './segment-form.tsx'
import { insightWords } from './words.ts'

type Own = Pick<Segment, 'segmentId' | 'name' | 'rule' | 'isReady'>

/** Name and conditions of a group of the shop's own; a saved change can be taken back. */
export function ChangeSegmentScreen() {
  const words = insightWords()
  const { segmentId = '' } = useParams({ strict: false })
  const members = useInfiniteQuery(membersQuery(segmentId))
  const segment = members.data?.pages[0]?.segment
  return (
    <Page title={words.changeSegment} back="/pelanggan/kelompok">
      {members.isPending && <Loading />}
      {members.isError && !members.data && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      {segment && <Change segment={segment} />}
    </Page>
  )
}

function Change({ segment }: { segment: Own }) {
  const { segmentId, name, rule, isReady } = segment
  const words = insightWords()
  const navigate = useNavigate()
  const toast = useToast()
  const queries = useQueryClient()
  const start = useMemo(() => fromRule(rule, earlierKey), [rule])
  const write = async (body: SegmentInput) => {
    await call('changeSegment', { params: { segmentId }, body })
    await queries.invalidateQueries({ queryKey: ['segments'] })
  }
  const undo = useMutation({ mutationFn: write, onError: (error) => toast(error.message, { isBad: true }) })
  const save = useMutation({
    mutationFn: async (body: SegmentInput) => {
      const before = { name, rule }
      await write(body)
      return before
    },
    onSuccess: async (before) => {
      toast(words.changed, { undo: () => undo.mutate(before) })
      await navigate({ to: '/pelanggan/kelompok/$segmentId', params: { segmentId } })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  if (isReady || !start) return <EmptyState title={name} text={isReady ? words.readyStays : words.tooDeep} action={<LinkButton to="/pelanggan/kelompok/baru">{words.addSegment}</LinkButton>} />
  return <SegmentForm name={name} start={start} isBusy={save.isPending} onSave={(body) => save.mutate(body)} />
}
