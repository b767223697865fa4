import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { Refusal } from '../../ui/form.tsx'
import { diffWords } from './word-diff.ts'
import { draftWords } from './words.ts'

/** Other words for the text in the field of this name, by the language model where one is connected; a person compares and chooses. */
export function TextDraft({ name, tones = ['soft', 'casual'] }: { name: string; tones?: readonly ('soft' | 'casual')[] }) {
  const words = draftWords()
  const mayAsk = useMay('assistant.read')
  const model = useQuery({ queryKey: ['assistant', 'model-costs'], queryFn: () => call('getModelCosts'), enabled: mayAsk })
  const place = useRef<HTMLDivElement>(null)
  const [draft, setDraft] = useState<{ from: string; text: string }>()
  const field = () => {
    const found = place.current?.closest('form')?.elements.namedItem(name)
    return found instanceof HTMLTextAreaElement ? found : undefined
  }
  const ask = useMutation({
    mutationFn: async (tone: 'soft' | 'casual') => {
      const from = field()?.value ?? ''
      const { text, problem } = await call('draftCampaignText', { body: { text: from, tone } })
      if (text === null) throw new Error(words.problem[problem ?? 'refused'])
      return { from, text }
    },
    onSuccess: setDraft,
  })
  if (!model.data?.isConnected) return null
  const use = () => {
    const area = field()
    if (area && draft) area.value = draft.text
    setDraft(undefined)
  }
  return (
    <div ref={place} className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {tones.map((tone) => (
          <Button key={tone} isBusy={ask.isPending && ask.variables === tone} disabled={ask.isPending} onClick={() => ask.mutate(tone)}>
            {words.ask[tone]}
          </Button>
        ))}
      </div>
      <Refusal error={ask.error} />
      {draft && (
        <section aria-label={words.title} className="flex flex-col gap-2 rounded-box border border-line p-3">
          <p className="text-sm text-soft">{words.about}</p>
          <p aria-live="polite" className="[overflow-wrap:anywhere]">
            {diffWords(draft.from, draft.text).map((piece, at) => (
              <span key={at}>
                {piece.kind === 'out' ? <del className="text-soft">{piece.text}</del> : piece.kind === 'in' ? <ins className="font-semibold">{piece.text}</ins> : piece.text}{' '}
              </span>
            ))}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button kind="primary" onClick={use}>{words.use}</Button>
            <Button onClick={() => setDraft(undefined)}>{words.drop}</Button>
          </div>
        </section>
      )}
    </div>
  )
}
