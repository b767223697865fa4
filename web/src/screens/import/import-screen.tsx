import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { FileDrop } from './file-drop.tsx'
import { ImportFile } from './import-file.tsx'
import { ImportHistory } from './import-history.tsx'
import { asPreview, type FilePreview } from './preview.ts'
import { importingWords } from './words.ts'

interface Opened {
  key: number
  file?: File
  preview?: FilePreview
}

/** Drop or paste → look → add → see the list. Nothing is written before the owner says so, everything can be undone. */
export function ImportScreen() {
  const importing = importingWords()
  const [opened, setOpened] = useState<Opened[]>([])
  const [text, setText] = useState('')
  const history = useQuery({ queryKey: ['imports'], queryFn: () => call('listImports') })
  const open = (more: Omit<Opened, 'key'>[]) => setOpened((all) => [...all, ...more.map((one, index) => ({ ...one, key: (all.at(-1)?.key ?? 0) + index + 1 }))])
  const close = (key: number) => setOpened((all) => all.filter((one) => one.key !== key))
  const read = useMutation({
    mutationFn: () => call('previewPastedPriceList', { body: { text } }),
    onSuccess: (read) => {
      setText('')
      open([{ preview: asPreview(read) }])
    },
  })
  return (
    <Page title={importing.title} back="/jualan">
      {opened.map(({ key, ...source }) => (
        <div key={key} ref={receiveFocus} tabIndex={-1} className="flex scroll-mt-20 flex-col gap-4 outline-none">
          <ImportFile {...source} onClose={() => close(key)} onFound={(preview) => open([{ preview }])} />
        </div>
      ))}
      <Card>
        {opened.length === 0 && <p className="text-soft">{importing.intro}</p>}
        <FileDrop onFiles={(files) => open(files.map((file) => ({ file })))} />
        {opened.length === 0 && (
          <>
            <details>
              <summary className="min-h-12 content-center font-semibold text-primary">{importing.howTo}</summary>
              <ul className="flex list-disc flex-col gap-1 pb-2 pl-5">
                {importing.howToLines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </details>
            <label className="flex flex-col gap-1 font-semibold">
              {importing.paste}
              <textarea value={text} onChange={(event) => setText(event.target.value)} rows={6} placeholder={importing.pasteExample} className="w-full rounded-box border border-line bg-card p-3 font-normal placeholder:text-soft" />
            </label>
            {text.trim() !== '' && (
              <Button kind="primary" isWide isBusy={read.isPending} onClick={() => read.mutate()}>
                {read.isPending ? importing.reading : importing.readText}
              </Button>
            )}
          </>
        )}
        {read.error && (
          <p role="alert" className="font-semibold text-bad">
            {read.error.message}
          </p>
        )}
      </Card>
      {history.data && <ImportHistory imports={history.data.items} />}
    </Page>
  )
}

/** What was opened stands above where it was asked for. */
function receiveFocus(opened: HTMLElement | null): void {
  opened?.focus()
}
