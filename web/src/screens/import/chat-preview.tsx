import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { CheckField } from '../../ui/field.tsx'
import { longDate } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import type { FilePreview } from './preview.ts'
import { importingWords } from './words.ts'

interface Props {
  name: string
  preview: NonNullable<FilePreview['chat']>
  isApplying: boolean
  problem: string | undefined
  onApply: (ownSenders: string[]) => void
  onStartOver: () => void
}

/** Who is the shop in this chat decides everything else, so it is asked. */
export function ChatPreview({ name, preview, isApplying, problem, onApply, onStartOver }: Props) {
  const importing = importingWords()
  const [own, setOwn] = useState(() => preview.senders.filter((one) => one.isOwn).map((one) => one.name))
  return (
    <Card title="WhatsApp">
      <p className="-mt-2 truncate text-sm text-soft">{name}</p>
      <p role="status" className="text-lg font-semibold">
        {importing.chatSummary(preview.messages, preview.senders.length)}
      </p>
      <p className="text-soft">
        {importing.period(longDate(preview.from), longDate(preview.to))} {importing.nothingSaved}
      </p>
      <fieldset className="flex flex-col">
        <legend className="font-semibold">{importing.whoAreYou}</legend>
        <p className="text-sm text-soft">{importing.whoAreYouHint}</p>
        {preview.senders.map((sender) => (
          <CheckField
            key={sender.name}
            label={sender.name}
            hint={importing.messagesOf(sender.count)}
            checked={own.includes(sender.name)}
            onChange={(event) => setOwn((all) => (event.target.checked ? [...all, sender.name] : all.filter((one) => one !== sender.name)))}
          />
        ))}
      </fieldset>
      {preview.skipped.length > 0 && (
        <details>
          <summary className="min-h-12 content-center font-semibold text-primary">{importing.unreadRows}</summary>
          <ul className="flex flex-col gap-1">
            {preview.skipped.map((row) => (
              <li key={row.line}>
                {importing.line(row.line)} · {row.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {problem && (
        <p role="alert" className="font-semibold text-bad">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" className="grow" disabled={own.length === 0} isBusy={isApplying} onClick={() => onApply(own)}>
          {importing.applyChat}
        </Button>
        <Button onClick={onStartOver}>{importing.dismiss}</Button>
      </div>
    </Card>
  )
}
