import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'

const modes = ['watch', 'suggest', 'answer'] as const

/** Watch, suggest or answer: one tap forward, one tap back, at once. */
export function ModeChoice() {
  const { assistant } = useMessages()
  const queries = useQueryClient()
  const toast = useToast()
  const settings = useQuery({ queryKey: ['settings', 'assistant'], queryFn: () => call('getAssistantSettings') })
  const save = useMutation({
    mutationFn: (mode: (typeof modes)[number]) => call('saveAssistantSettings', { body: { mode } }),
    onSuccess: async (_, mode) => {
      const before = settings.data?.mode
      await queries.invalidateQueries({ queryKey: ['settings', 'assistant'] })
      if (before && before !== mode) toast(assistant.modeSaved, { undo: () => save.mutate(before) })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  if (!settings.data) return null
  return (
    <Card title={assistant.mode}>
      <div role="radiogroup" aria-label={assistant.mode} className="flex flex-col gap-2">
        {modes.map((mode) => (
          <label key={mode} className={`flex min-h-14 items-start gap-3 rounded-box border px-3 py-2 ${settings.data.mode === mode ? 'border-primary bg-tint' : 'border-line'}`}>
            <input type="radio" name="assistant-mode" checked={settings.data.mode === mode} onChange={() => save.mutate(mode)} className="mt-1 size-5 accent-primary" />
            <span>
              <span className="block font-semibold">{assistant.modes[mode].title}</span>
              <span className="block text-sm text-soft">{assistant.modes[mode].text}</span>
            </span>
          </label>
        ))}
      </div>
    </Card>
  )
}
