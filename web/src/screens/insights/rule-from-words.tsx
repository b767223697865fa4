import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { TextArea } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { Card } from '../../ui/page.tsx'
import { earlierKey } from './condition-group.tsx'
import { fromRule, type Group } from './conditions.ts'
import { insightWords } from './words.ts'

/** Plain words become lines of the form, by the language model where one is connected; a person reads and saves them. */
export function RuleFromWords({ onRule }: { onRule: (group: Group) => void }) {
  const words = insightWords()
  const mayAsk = useMay('assistant.read')
  const model = useQuery({ queryKey: ['assistant', 'model-costs'], queryFn: () => call('getModelCosts'), enabled: mayAsk })
  const [problem, setProblem] = useState<string>()
  const read = useMutation({
    mutationFn: (text: string) => call('readSegmentRule', { body: { text } }),
    onSuccess: ({ rule, problem: why }) => {
      const group = rule && fromRule(rule, earlierKey)
      setProblem(group ? undefined : words.wordsProblem[why ?? 'not_understood'])
      if (group) onRule(group)
    },
  })
  if (!model.data?.isConnected) return null
  return (
    <Card title={words.wordsTitle}>
      <Form action={words.wordsAction} isBusy={read.isPending} error={read.error ?? (problem ? new Error(problem) : null)} onSubmit={(form) => read.mutate(textOf(form, 'words'))}>
        <TextArea name="words" label={words.wordsLabel} hint={words.wordsHint} rows={2} required minLength={3} maxLength={300} />
      </Form>
    </Card>
  )
}
