import { useQuery } from '@tanstack/react-query'
import { SelectField, TextField } from '../../ui/field.tsx'
import { templatesQuery } from '../inbox/queries.ts'
import type { Campaign } from './queries.ts'
import { campaignWords } from './words.ts'

type Variant = Campaign['variants'][number]

/** The approved text for chats whose window is closed, and what fills each of its slots. */
export function TemplateFields({ channelId, variant, onChange }: { channelId: string; variant: Variant; onChange: (template: Variant['template']) => void }) {
  const words = campaignWords()
  const templates = useQuery(templatesQuery(channelId))
  const usable = templates.data?.items.filter((template) => template.status === 'APPROVED') ?? []
  const keyOf = ({ name, language }: { name: string; language: string }) => `${name} ${language}`
  const chosen = variant.template
  const stopped = chosen && templates.data?.items.find((template) => keyOf(template) === keyOf(chosen) && template.status !== 'APPROVED')
  const choose = (key: string) => {
    const template = usable.find((one) => keyOf(one) === key)
    onChange(template && { name: template.name, language: template.language, slots: template.variables.map((name) => ({ name, text: '{{sapaan}}' })) })
  }
  return (
    <div className="flex flex-col gap-3 border-l-4 border-line pl-3">
      <SelectField label={words.template} hint={words.templateHint} value={chosen ? keyOf(chosen) : ''} onChange={(event) => choose(event.target.value)}>
        <option value="">{words.noTemplate}</option>
        {usable.map((template) => (
          <option key={keyOf(template)} value={keyOf(template)}>
            {[`${template.name} (${template.language})`, words.templateQuality[template.quality ?? '']].filter(Boolean).join(', ')}
          </option>
        ))}
      </SelectField>
      {stopped && <p role="alert" className="font-semibold text-bad">{words.templateNow(stopped.status, stopped.reason ?? '')}</p>}
      {chosen && <p className="text-soft whitespace-pre-wrap">{usable.find((template) => keyOf(template) === keyOf(chosen))?.body}</p>}
      {chosen?.slots.map((slot) => (
        <TextField
          key={slot.name}
          label={words.templateSlot(slot.name)}
          value={slot.text}
          required
          maxLength={500}
          onChange={(event) => onChange({ ...chosen, slots: chosen.slots.map((one) => (one.name === slot.name ? { ...one, text: event.target.value } : one)) })}
        />
      ))}
    </div>
  )
}
