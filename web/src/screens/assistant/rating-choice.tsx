import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'
import { CheckField, SelectField } from '../../ui/field.tsx'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { assistantWords } from './words.ts'

type Settings = Answer<'getRatingSettings'>

const choices = [7, 30, 90]

/** Whether customers are asked how it was, and how seldom. */
export function RatingChoice() {
  const assistant = assistantWords()
  const queries = useQueryClient()
  const toast = useToast()
  const settings = useQuery({ queryKey: ['settings', 'ratings'], queryFn: () => call('getRatingSettings') })
  const save = useMutation({
    mutationFn: (body: Settings) => call('saveRatingSettings', { body }),
    onSuccess: async () => {
      const before = settings.data
      await queries.invalidateQueries({ queryKey: ['settings', 'ratings'] })
      toast(assistant.ratingSaved, before ? { undo: () => save.mutate(before) } : {})
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  if (!settings.data) return null
  const { isOn, everyDays } = settings.data
  return (
    <Card title={assistant.ratings}>
      <CheckField label={assistant.askRatings} hint={assistant.askRatingsHint} checked={isOn} onChange={() => save.mutate({ isOn: !isOn, everyDays })} />
      {isOn && (
        <SelectField label={assistant.ratingEvery} value={everyDays} onChange={(event) => save.mutate({ isOn, everyDays: Number(event.target.value) })}>
          {[...new Set([...choices, everyDays])].map((days) => (
            <option key={days} value={days}>
              {assistant.ratingDays(days)}
            </option>
          ))}
        </SelectField>
      )}
    </Card>
  )
}
