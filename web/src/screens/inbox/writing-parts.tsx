import { Paperclip, X } from 'lucide-react'
import { useMessages } from '../../locales/locale.ts'
import { IconButton } from '../../ui/button.tsx'
import { fileSize } from './attachments.tsx'

export type Tab = 'reply' | 'note'

/** To the customer, or to the team alone: the whole writing area turns yellow for a note. */
export function WritingTabs({ tab, onChange }: { tab: Tab; onChange: (tab: Tab) => void }) {
  const { inbox } = useMessages()
  return (
    <div role="group" aria-label={inbox.writeKind} className="flex gap-1">
      {(['reply', 'note'] as const).map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={tab === one}
          onClick={() => onChange(one)}
          className={`min-h-12 border-b-2 px-3 font-semibold ${tab === one ? 'border-current' : 'border-transparent'} ${tab === 'note' ? '' : tab === one ? 'text-primary' : 'text-soft'}`}
        >
          {one === 'reply' ? inbox.reply : inbox.notes}
        </button>
      ))}
    </div>
  )
}

export function ChosenFile({ file, onRemove }: { file: File; onRemove: () => void }) {
  const { inbox } = useMessages()
  return (
    <p className="flex items-center gap-2 rounded-box bg-tint pl-3">
      <Paperclip aria-hidden className="size-5 shrink-0" />
      <span className="min-w-0 grow truncate">{file.name}</span>
      <span className="shrink-0 text-sm text-soft">{fileSize(file.size)}</span>
      <IconButton label={inbox.removeFile} onClick={onRemove}>
        <X aria-hidden />
      </IconButton>
    </p>
  )
}
