import { Trash2 } from 'lucide-react'
import { IconButton } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { fields, isList, isWindow, type Draft, type Field } from './conditions.ts'
import { insightWords } from './words.ts'

export const blankLine = (key: number): Draft => ({ key, field: 'orders', operator: 'atLeast', value: '2', days: '30' })

/** One condition as it is typed. One that came later than the screen takes the focus. */
export function ConditionLine({ draft, title, onChange, onRemove }: { draft: Draft; title: string; onChange: (changes: Partial<Draft>) => void; onRemove: (() => void) | undefined }) {
  const words = insightWords()
  const { field, operator } = draft
  // A field is one of the list, which is all that the select offers.
  const setField = (next: Field) => onChange({ field: next, operator: isList(next) ? 'anyOf' : 'atLeast', value: isList(next) ? '' : '2' })
  const setOperator = (next: string) => onChange({ operator: next as Draft['operator'] })
  return (
    <fieldset className="grid gap-3 rounded-box border border-line p-3 sm:grid-cols-2">
      <legend className="px-1 font-semibold">{title}</legend>
      <SelectField label={words.condition} value={field} autoFocus={draft.key > 0} onChange={(event) => setField(event.target.value as Field)}>
        {fields.map((one) => (
          <option key={one} value={one}>
            {words.fields[one]}
          </option>
        ))}
      </SelectField>
      <SelectField label={words.comparison} value={operator} onChange={(event) => setOperator(event.target.value)}>
        {(isList(field) ? (['anyOf', 'noneOf'] as const) : (['atLeast', 'atMost'] as const)).map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </SelectField>
      <TextField label={words.value} value={draft.value} inputMode={isList(field) ? 'text' : 'numeric'} hint={isList(field) ? words.valuesHint : undefined} onChange={(event) => onChange({ value: event.target.value })} />
      {isWindow(field) && <TextField label={words.within} value={draft.days} inputMode="numeric" onChange={(event) => onChange({ days: event.target.value })} />}
      {onRemove && (
        <IconButton label={`${words.removeCondition}: ${title}`} onClick={onRemove} className="justify-self-end sm:col-span-2">
          <Trash2 aria-hidden />
        </IconButton>
      )}
    </fieldset>
  )
}
