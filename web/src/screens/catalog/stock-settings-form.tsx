import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { useToast } from '../../ui/toast.tsx'
import { salesWords } from '../orders/words.ts'
import { stockQuery, type StockItem, type StockSettings } from './stock-queries.ts'

const kinds = ['counted', 'uncounted', 'composed', 'made_to_order', 'pre_order'] as const

/** How a variant is counted, when to warn, and what it is made of. */
export function StockSettingsForm({ item, settings }: { item: StockItem; settings: StockSettings }) {
  const { shell } = useMessages()
  const words = salesWords().stock
  const [kind, setKind] = useState(settings.stockKind)
  const [components, setComponents] = useState<Component[]>(() => settings.components.map((component) => ({ ...component, key: crypto.randomUUID() })))
  const queries = useQueryClient()
  const toast = useToast()
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const whole = (name: string) => (textOf(form, name) === '' ? null : Number(textOf(form, name)))
      return call('saveStockSettings', {
        params: { variantId: item.variantId },
        body: {
          stockKind: kind,
          unit: textOf(form, 'unit'),
          leadDays: whole('leadDays') ?? 0,
          dailyCapacity: whole('capacity'),
          availableOn: textOf(form, 'availableOn') || null,
          preorderLimit: whole('preorderLimit'),
          lowStockAt: whole('lowAt'),
          channelBuffer: whole('buffer') ?? 0,
          components: components.filter((one) => one.variantId !== '').map(({ variantId, quantity }) => ({ variantId, quantity })),
        },
      })
    },
    onSuccess: async () => {
      await Promise.all([queries.invalidateQueries({ queryKey: ['stock'] }), queries.invalidateQueries({ queryKey: ['products'] })])
      toast(words.settingsSaved)
    },
  })
  const count = (name: string, label: string, value: number | null, hint?: string) => <TextField name={name} label={label} hint={hint} type="number" min={0} step={1} defaultValue={value ?? ''} />
  return (
    <Form onSubmit={(form) => save.mutate(form)} action={shell.save} isBusy={save.isPending} error={save.error}>
      <SelectField label={words.kind} value={kind} onChange={(event) => setKind(kinds.find((one) => one === event.target.value) ?? 'counted')}>
        {kinds.map((one) => (
          <option key={one} value={one}>
            {words.kinds[one]}
          </option>
        ))}
      </SelectField>
      <TextField name="unit" label={words.unit} placeholder={words.unitHint} defaultValue={settings.unit} maxLength={20} />
      {kind === 'counted' && count('lowAt', words.lowAt, settings.lowStockAt)}
      {(kind === 'counted' || kind === 'composed') && count('buffer', words.buffer, settings.channelBuffer, words.bufferHint)}
      {kind === 'made_to_order' && count('leadDays', words.leadDays, settings.leadDays)}
      {kind === 'made_to_order' && count('capacity', words.capacity, settings.dailyCapacity)}
      {kind === 'pre_order' && <TextField name="availableOn" type="date" label={words.availableOn} defaultValue={settings.availableOn ?? ''} />}
      {kind === 'pre_order' && count('preorderLimit', words.preorderLimit, settings.preorderLimit)}
      {(kind === 'composed' || kind === 'made_to_order' || kind === 'counted') && <Components own={item.variantId} rows={components} onChange={setComponents} />}
    </Form>
  )
}

interface Component {
  key: string
  variantId: string
  quantity: number
}

function Components({ own, rows, onChange }: { own: string; rows: Component[]; onChange: (rows: Component[]) => void }) {
  const words = salesWords().stock
  const goods = (useInfiniteQuery(stockQuery({ search: '', isLow: false })).data?.pages ?? []).flatMap((page) => page.items).filter((item) => item.variantId !== own)
  const change = (key: string, changes: Partial<Component>) => onChange(rows.map((row) => (row.key === key ? { ...row, ...changes } : row)))
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="font-semibold">{words.components}</legend>
      {rows.map((row) => (
        <div key={row.key} className="grid grid-cols-[1fr_6rem_auto] items-end gap-2">
          <SelectField label={words.component} value={row.variantId} onChange={(event) => change(row.key, { variantId: event.target.value })}>
            <option value="">–</option>
            {goods.map((item) => (
              <option key={item.variantId} value={item.variantId}>
                {[item.name, item.unit && `(${item.unit})`].filter(Boolean).join(' ')}
              </option>
            ))}
          </SelectField>
          <TextField label={words.componentQuantity} type="number" min={1} step={1} required value={row.quantity} onChange={(event) => change(row.key, { quantity: Number(event.target.value) })} />
          <IconButton label={words.removeComponent} onClick={() => onChange(rows.filter((one) => one.key !== row.key))}>
            <Trash2 aria-hidden />
          </IconButton>
        </div>
      ))}
      <Button icon={<Plus aria-hidden />} onClick={() => onChange([...rows, { key: crypto.randomUUID(), variantId: '', quantity: 1 }])}>
        {words.addComponent}
      </Button>
    </fieldset>
  )
}
