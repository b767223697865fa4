import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, upload } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { ImportHistory } from './import-history.tsx'
import { ImportPreview, type Corrections } from './import-preview.tsx'
import type { Preview } from './preview.ts'
import { ImportProgress } from './import-progress.tsx'

/** Paste or pick → look → add → see the list. Nothing is written before the owner says so, everything can be undone. */
export function ImportScreen() {
  const { importing } = useMessages()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [file, setFile] = useState<File>()
  const [running, setRunning] = useState<string>()
  const history = useQuery({ queryKey: ['imports'], queryFn: () => call('listImports') })
  const read = useMutation({
    mutationFn: (source: { text: string } | { file: File; mapping?: Record<string, number> }): Promise<Preview> => {
      if ('text' in source) return call('previewPastedPriceList', { body: { text: source.text } })
      const form = new FormData()
      if (source.mapping) form.append('mapping', JSON.stringify(source.mapping))
      form.append('file', source.file)
      return upload<Preview>('/api/imports/catalog/file', form)
    },
  })
  const apply = useMutation({
    mutationFn: ({ importId, corrections }: { importId: string; corrections: Corrections }) => call('applyImport', { params: { importId }, body: { corrections } }),
    onSuccess: async ({ importId }) => {
      setRunning(importId)
      await queries.invalidateQueries({ queryKey: ['imports'] })
    },
  })
  const startOver = () => {
    read.reset()
    apply.reset()
    setFile(undefined)
    setRunning(undefined)
  }
  if (running) {
    return (
      <Page title={importing.title} back="/jualan">
        <ImportProgress importId={running} onStartOver={startOver} />
      </Page>
    )
  }
  return (
    <Page title={importing.title} back="/jualan">
      {!read.data && (
        <Card>
          <p className="text-soft">{importing.intro}</p>
          <label className="flex flex-col gap-1 font-semibold">
            {importing.paste}
            <textarea value={text} onChange={(event) => setText(event.target.value)} rows={8} placeholder={importing.pasteExample} className="w-full rounded-box border border-line bg-card p-3 font-normal placeholder:text-soft" />
          </label>
          <Button kind="primary" isWide disabled={text.trim() === ''} isBusy={read.isPending && file === undefined} onClick={() => read.mutate({ text })}>
            {read.isPending && file === undefined ? importing.reading : importing.readText}
          </Button>
          <label className="flex min-h-14 cursor-pointer flex-col justify-center rounded-box border border-dashed border-primary px-4 py-3 text-center has-focus-visible:outline-3 has-focus-visible:outline-primary">
            <span className="font-semibold text-primary">{read.isPending && file ? importing.reading : importing.chooseFile}</span>
            <span className="text-sm text-soft">{importing.chooseFileHint}</span>
            <input
              type="file"
              accept=".csv,.tsv,.txt,.xlsx,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              className="sr-only"
              onChange={(event) => {
                const chosen = event.target.files?.[0]
                event.target.value = ''
                if (!chosen) return
                setFile(chosen)
                read.mutate({ file: chosen })
              }}
            />
          </label>
          {read.error && (
            <p role="alert" className="font-semibold text-bad">
              {read.error.message}
            </p>
          )}
        </Card>
      )}
      {read.data && (
        <ImportPreview
          key={read.data.importId}
          preview={read.data}
          isApplying={apply.isPending}
          problem={apply.error?.message}
          onApply={(corrections) => apply.mutate({ importId: read.data.importId, corrections })}
          onStartOver={startOver}
          onReadAgain={file ? (mapping) => read.mutate({ file, mapping }) : undefined}
        />
      )}
      {!read.data && history.data && <ImportHistory imports={history.data.items} />}
    </Page>
  )
}
