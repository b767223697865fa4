import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { CheckField } from '../../ui/field.tsx'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { assistantWords } from './words.ts'

const modes = ['watch', 'suggest', 'answer'] as const

/** Watch, suggest or answer: one tap forward, one tap back, at once. */
export function ModeChoice() {
  const assistant = assistantWords()
  const queries = useQueryClient()
  const toast = useToast()
  const settings = useQuery({ queryKey: ['settings', 'assistant'], queryFn: () => call('getAssistantSettings') })
  const save = useMutation({
    mutationFn: (body: { mode: (typeof modes)[number]; takesOrders: boolean }) => call('saveAssistantSettings', { body }),
    onSuccess: async (_, saved) => {
      const before = settings.data
      await queries.invalidateQueries({ queryKey: ['settings', 'assistant'] })
      if (before && (before.mode !== saved.mode || before.takesOrders !== saved.takesOrders)) toast(assistant.modeSaved, { undo: () => save.mutate({ mode: before.mode, takesOrders: before.takesOrders }) })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  if (!settings.data) return null
  const { mode: chosen, takesOrders } = settings.data
  return (
    <Card title={assistant.mode}>
      <div role="radiogroup" aria-label={assistant.mode} className="flex flex-col gap-2">
        {modes.map((mode) => (
          <label key={mode} className={`flex min-h-14 items-start gap-3 rounded-box border px-3 py-2 ${chosen === mode ? 'border-primary bg-tint' : 'border-line'}`}>
            <input type="radio" name="assistant-mode" checked={chosen === mode} onChange={() => save.mutate({ mode, takesOrders })} className="mt-1 size-5 shrink-0 accent-primary" />
            <span>
              <span className="block font-semibold">{assistant.modes[mode].title}</span>
              <span className="block text-sm text-soft">{assistant.modes[mode].text}</span>
            </span>
          </label>
        ))}
      </div>
      <CheckField label={assistant.takesOrders} hint={assistant.takesOrdersHint} checked={takesOrders} disabled={chosen !== 'answer'} onChange={() => save.mutate({ mode: chosen, takesOrders: !takesOrders })} />
    </Card>
  )
}
