import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { shortTime } from '../../ui/format.ts'
import { useToast } from '../../ui/toast.tsx'
import { StockPlaces } from '../marketplaces/stock-places.tsx'
import { salesWords } from '../orders/words.ts'
import { movementsQuery, stockSettingsQuery, type StockItem } from './stock-queries.ts'
import { StockSettingsForm } from './stock-settings-form.tsx'

const reasons = ['received', 'correction', 'return'] as const

/** One variant: what changes its stock, its history, and how it is counted. */
export function StockEditor({ item }: { item: StockItem }) {
  const words = salesWords().stock
  const mayWrite = useMay('catalog.write')
  const settings = useQuery(stockSettingsQuery(item.variantId)).data
  return (
    <>
      {item.onHand !== null && <p className="text-soft tabular">{[words.onHand(item.onHand), words.reserved(item.reserved)].join(' · ')}</p>}
      {mayWrite && item.stockKind === 'counted' && <EntryForm item={item} />}
      {mayWrite && item.stockKind === 'counted' && settings && settings.components.length > 0 && <ProduceForm item={item} />}
      <StockPlaces variantId={item.variantId} />
      <History item={item} />
      {mayWrite && settings && (
        <details>
          <summary className="min-h-12 content-center font-semibold text-primary">{words.settings}</summary>
          <StockSettingsForm item={item} settings={settings} />
        </details>
      )}
    </>
  )
}

function EntryForm({ item }: { item: StockItem }) {
  const words = salesWords().stock
  const queries = useQueryClient()
  const toast = useToast()
  const save = useMutation({
    mutationFn: (form: FormData) =>
      call('enterStock', { body: { reason: reasons.find((one) => one === textOf(form, 'reason')) ?? 'received', note: textOf(form, 'note'), lines: [{ variantId: item.variantId, quantity: Number(textOf(form, 'amount')) }] } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['stock'] })
      toast(words.saved)
    },
  })
  return (
    <Form onSubmit={(form) => save.mutate(form)} action={words.change} isBusy={save.isPending} error={save.error}>
      <div className="grid grid-cols-2 gap-3">
        <SelectField name="reason" label={words.reason}>
          {reasons.map((reason) => (
            <option key={reason} value={reason}>
              {words.reasons[reason]}
            </option>
          ))}
        </SelectField>
        <TextField name="amount" label={words.amount} type="number" step={1} required />
      </div>
      <p className="text-sm text-soft">{words.amountHint}</p>
      <TextField name="note" label={words.note} placeholder={words.noteHint} maxLength={200} />
    </Form>
  )
}

/** Pieces made from the recipe: ingredients out, finished ones in. */
function ProduceForm({ item }: { item: StockItem }) {
  const words = salesWords().stock
  const queries = useQueryClient()
  const toast = useToast()
  const save = useMutation({
    mutationFn: (form: FormData) => call('produceStock', { params: { variantId: item.variantId }, body: { quantity: Number(textOf(form, 'made')) } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['stock'] })
      toast(words.produced)
    },
  })
  return (
    <Form onSubmit={(form) => save.mutate(form)} action={words.produce} isBusy={save.isPending} error={save.error}>
      <TextField name="made" type="number" min={1} step={1} label={words.produce} required />
    </Form>
  )
}

function History({ item }: { item: StockItem }) {
  const words = salesWords().stock
  const movements = useQuery(movementsQuery(item.variantId)).data?.items
  return (
    <details>
      <summary className="min-h-12 content-center font-semibold text-primary">{words.history}</summary>
      {movements?.length === 0 && <p className="text-soft">{words.noHistory}</p>}
      <ul className="divide-y divide-line">
        {movements?.map((movement) => (
          <li key={movement.movementId} className="flex justify-between gap-3 py-2">
            <span>
              {words.movements[movement.reason] ?? movement.reason}
              <span className="block text-sm text-soft">{shortTime(movement.at)}</span>
            </span>
            <span className={`shrink-0 tabular ${movement.quantity < 0 ? '' : 'text-good'}`}>{movement.quantity > 0 ? `+${movement.quantity}` : movement.quantity}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
