import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call } from '../../api/client.ts'
import { Page } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { blankLine } from './condition-line.tsx'
import type { Group } from './conditions.ts'
import { SegmentForm, type SegmentInput } from './segment-form.tsx'
import { insightWords } from './words.ts'

const start: Group = { key: 0, match: 'all', isNot: false, parts: [blankLine(0)] }

export function NewSegmentScreen() {
  const words = insightWords()
  const queries = useQueryClient()
  const toast = useToast()
  const navigate = useNavigate()
  const save = useMutation({
    mutationFn: (body: SegmentInput) => call('addSegment', { body }),
    onSuccess: async ({ segmentId }) => {
      await queries.invalidateQueries({ queryKey: ['segments'], exact: true })
      await navigate({ to: '/pelanggan/kelompok/$segmentId', params: { segmentId } })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  return (
    <Page title={words.addSegment} back="/pelanggan/kelompok">
      <SegmentForm name="" start={start} isBusy={save.isPending} onSave={(segment) => save.mutate(segment)} />
    </Page>
  )
}
