import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { campaignSettingsQuery } from './queries.ts'
import { campaignWords } from './words.ts'

/** Hours, limits, the profit floor and what a template costs: for every campaign of the shop. */
export function RulesForm({ onDone }: { onDone: () => void }) {
  const words = campaignWords()
  const settings = useQuery(campaignSettingsQuery)
  const queries = useQueryClient()
  const toast = useToast()
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const number = (name: string) => Number(textOf(form, name))
      return call('saveCampaignSettings', {
        body: {
          fromHour: number('fromHour'), untilHour: number('untilHour'), perWeek: number('perWeek'), optOutLimitPercent: number('optOutLimit'), floorPercent: number('floor'), templatePrice: number('templatePrice'), templatePriceNote: textOf(form, 'priceNote'),
          perSecond: settings.data?.perSecond ?? null,
        },
      })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['settings', 'campaigns'] })
      void queries.invalidateQueries({ queryKey: ['campaign'] })
      toast(words.settingsSaved)
      onDone()
    },
  })
  if (settings.isPending) return <Loading rows={3} />
  if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
  const rules = settings.data
  return (
    <Form onSubmit={(form) => save.mutate(form)} action={words.save} isBusy={save.isPending} error={save.error}>
      <div className="grid grid-cols-2 gap-3">
        <TextField name="fromHour" type="number" min={0} max={24} label={words.fromHour} defaultValue={rules.fromHour} required />
        <TextField name="untilHour" type="number" min={0} max={24} label={words.untilHour} defaultValue={rules.untilHour} required />
      </div>
      <TextField name="perWeek" type="number" min={1} max={20} label={words.perWeek} defaultValue={rules.perWeek} required />
      <TextField name="optOutLimit" type="number" min={0.1} max={100} step="any" label={words.optOutLimit} defaultValue={rules.optOutLimitPercent} required />
      <TextField name="floor" type="number" min={0} max={500} label={words.floor} hint={words.floorHint} defaultValue={rules.floorPercent} required />
      <TextField name="templatePrice" type="number" min={0} max={100_000} label={words.templatePrice} defaultValue={rules.templatePrice} required />
      <TextField name="priceNote" label={words.priceNote} defaultValue={rules.templatePriceNote} maxLength={100} />
    </Form>
  )
}
