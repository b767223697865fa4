import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, upload } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { CatalogPreview } from './catalog-preview.tsx'
import { ChatPreview } from './chat-preview.tsx'
import { ImportProgress } from './import-progress.tsx'
import { NameColumns, type NamedColumns } from './name-columns.tsx'
import { OrdersPreview } from './orders-preview.tsx'
import type { Decisions, FilePreview } from './preview.ts'
import { SoldGoods } from './sold-goods.tsx'
import { importingWords } from './words.ts'

/** One file from its upload to its truthful end. */
export function ImportFile({ file, preview: given, onClose, onFound }: { file?: File; preview?: FilePreview; onClose: () => void; onFound: (preview: FilePreview) => void }) {
  const importing = importingWords()
  const queries = useQueryClient()
  const [started, setStarted] = useState(false)
  const [renamed, setRenamed] = useState<FilePreview>()
  const read = useQuery({
    queryKey: ['import-file', file?.name, file?.size, file?.lastModified],
    queryFn: ({ signal }) => {
      const form = new FormData()
      if (file) form.append('file', file)
      return upload<FilePreview>('/api/imports/file', form, signal)
    },
    enabled: file !== undefined,
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const preview = renamed ?? given ?? read.data
  const name = useMutation({
    mutationFn: (columns: NamedColumns) => call('nameImportColumns', { params: { importId: preview?.importId ?? '' }, body: columns }),
    onSuccess: setRenamed,
  })
  const apply = useMutation({
    mutationFn: (decisions: Decisions) => call('applyImport', { params: { importId: preview?.importId ?? '' }, body: decisions }),
    onSuccess: async () => {
      setStarted(true)
      await queries.invalidateQueries({ queryKey: ['imports'] })
    },
  })
  if (!preview) {
    return (
      <Card title={file?.name ?? ''}>
        {read.error ? (
          <p role="alert" className="font-semibold text-bad">
            {read.error.message}
          </p>
        ) : (
          <>
            <progress aria-label={importing.reading} className="h-3 w-full accent-primary" />
            <p role="status">{importing.readingFile(file?.name ?? '')}</p>
          </>
        )}
        <Button kind="quiet" onClick={onClose}>
          {importing.dismiss}
        </Button>
      </Card>
    )
  }
  if (started) return <ImportProgress importId={preview.importId} onStartOver={onClose} whenDone={preview.orders && preview.orders.unknownVariants > 0 ? <SoldGoods onFound={onFound} /> : undefined} />
  const shared = { isApplying: apply.isPending, problem: apply.error?.message ?? name.error?.message, onStartOver: onClose }
  const apiError = name.error?.message
  if (preview.catalog) {
    return (
      <CatalogPreview
        key={preview.importId}
        preview={preview.catalog}
        {...shared}
        onApply={(corrections) => apply.mutate({ corrections })}
        onReadAgain={file ? (mapping) => name.mutate({ kind: 'catalog', sheet: 0, headingLine: 1, mapping }) : undefined}
      />
    )
  }
  if (preview.orders) return <OrdersPreview name={preview.name} preview={preview.orders} {...shared} onApply={() => apply.mutate({})} onReadAgain={(columns) => name.mutate(columns)} isReading={name.isPending} />
  if (preview.chat) return <ChatPreview name={preview.name} preview={preview.chat} {...shared} onApply={(ownSenders) => apply.mutate({ ownSenders })} />
  return preview.table && <NameColumns name={preview.name} table={preview.table} isReading={name.isPending} problem={apiError} onRead={(columns) => name.mutate(columns)} onStartOver={onClose} />
}
