import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { stockAdviceWords } from './words.ts'

const settingsQuery = { queryKey: ['insights', 'settings'], queryFn: () => call('getInsightSettings') }
type Settings = Awaited<ReturnType<typeof settingsQuery.queryFn>>

/** What to order now as a text to send, and how long the supplier takes. */
export function SupplierCard() {
  const words = stockAdviceWords()
  const mayChange = useMay('business.write')
  const [isChanging, setChanging] = useState(false)
  const text = useQuery({ queryKey: ['insights', 'supplier'], queryFn: () => call('getSupplierText') })
  const settings = useQuery(settingsQuery)
  if (!text.data || !settings.data) return null
  const { supplierDays, orderEveryDays } = settings.data
  return (
    <Card title={words.supplier}>
      {text.data.goods === 0 ? (
        <p className="text-soft">{words.nothing}</p>
      ) : (
        <>
          <p>{words.supplierText(supplierDays + orderEveryDays)}</p>
          <Copyable title={words.text} text={text.data.text} />
          <a href={`https://wa.me/?text=${encodeURIComponent(text.data.text)}`} target="_blank" rel="noreferrer" className="inline-flex min-h-12 items-center justify-center self-start rounded-box bg-primary px-4 py-2 font-semibold text-on-primary shadow-box">
            {words.share}
          </a>
        </>
      )}
      <p className="text-sm text-soft">{words.times(supplierDays, orderEveryDays)}</p>
      {mayChange && (
        <Button kind="quiet" className="-ml-4 self-start" onClick={() => setChanging(true)}>
          {words.change}
        </Button>
      )}
      {isChanging && <TimesForm settings={settings.data} onClose={() => setChanging(false)} />}
    </Card>
  )
}

function TimesForm({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const words = stockAdviceWords()
  const queries = useQueryClient()
  const toast = useToast()
  const save = useMutation({
    mutationFn: (body: Settings) => call('saveInsightSettings', { body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: settingsQuery.queryKey })
      toast(words.saved)
      onClose()
    },
  })
  const submit = (form: FormData) => save.mutate({ ...settings, supplierDays: Number(form.get('supplierDays')), orderEveryDays: Number(form.get('orderEveryDays')) })
  return (
    <FormDialog title={words.change} action={words.save} onSubmit={submit} onClose={onClose} isBusy={save.isPending} error={save.error}>
      <TextField name="supplierDays" type="number" inputMode="numeric" min={1} max={90} required defaultValue={settings.supplierDays} label={words.supplierDays} />
      <TextField name="orderEveryDays" type="number" inputMode="numeric" min={1} max={90} required defaultValue={settings.orderEveryDays} label={words.orderEveryDays} />
    </FormDialog>
  )
}
