import { useMessages } from '../locales/locale.ts'
import { Button } from './button.tsx'
import { useToast } from './toast.tsx'

/** Text to take elsewhere. Without HTTPS a browser has no clipboard for us, so the text can also be selected. */
export function Copyable({ title, text }: { title: string; text: string }) {
  const { shell } = useMessages()
  const toast = useToast()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      toast(shell.copied)
    } catch {
      toast(shell.copyFailed, { isBad: true })
    }
  }
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm font-semibold">{title}</span>
      <div className="flex items-stretch gap-2">
        <code className="w-0 grow overflow-x-auto rounded-box border border-line bg-paper px-3 py-2 text-sm whitespace-pre select-all" tabIndex={0}>
          {text}
        </code>
        <Button className="shrink-0" onClick={() => void copy()}>{shell.copy}</Button>
      </div>
    </div>
  )
}
