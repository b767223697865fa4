import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { call } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { Card } from '../../ui/page.tsx'
import { ErrorState, LinkButton, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Findings } from './findings.tsx'
import { importingWords } from './words.ts'

/** Progress that is read from the server, an end that says what is true, and a way back. */
export function ImportProgress({ importId, onStartOver, whenDone }: { importId: string; onStartOver: () => void; whenDone?: ReactNode }) {
  const importing = importingWords()
  const queries = useQueryClient()
  const toast = useToast()
  const state = useQuery({
    queryKey: ['imports', importId],
    queryFn: () => call('getImport', { params: { importId } }),
    refetchInterval: ({ state: { data } }) => (data && (data.status === 'waiting' || data.status === 'running' || data.status === 'undoing') ? 1_000 : false),
  })
  const refresh = () => queries.invalidateQueries()
  const cancel = useMutation({ mutationFn: () => call('cancelImport', { params: { importId } }), onSuccess: refresh })
  const undo = useMutation({
    mutationFn: () => call('undoImport', { params: { importId } }),
    onSuccess: refresh,
    onError: (error) => toast(error.message, { isBad: true }),
  })
  if (state.isPending) return <Loading rows={2} />
  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />
  const { kind, status, doneCount, rowCount, addedCount, changedCount, skippedCount, error } = state.data
  if (status === 'waiting' || status === 'running') {
    return (
      <Card title={importing.runningTitle}>
        <progress value={doneCount} max={rowCount} aria-label={importing.running(doneCount, rowCount)} className="h-3 w-full accent-primary" />
        <p role="status" className="tabular">
          {importing.running(doneCount, rowCount)}
        </p>
        <p className="text-soft">{importing.leaveHint}</p>
        <Button onClick={() => cancel.mutate()} isBusy={cancel.isPending}>
          {importing.stop}
        </Button>
      </Card>
    )
  }
  if (status === 'undoing') {
    return (
      <Card title={importing.undoingTitle}>
        <progress value={doneCount} max={addedCount + changedCount} aria-label={importing.running(doneCount, addedCount + changedCount)} className="h-3 w-full accent-primary" />
        <p role="status" className="tabular">
          {importing.running(doneCount, addedCount + changedCount)}
        </p>
        <p className="text-soft">{importing.leaveHint}</p>
      </Card>
    )
  }
  const isNothingNew = status === 'done' && addedCount + changedCount === 0
  const sentence = status === 'undone' ? importing.undone : isNothingNew ? importing.unchanged : importing.done(addedCount, changedCount, skippedCount)
  return (
    <>
      <Card>
        <p role="status" className="text-lg font-semibold">
          {sentence}
        </p>
        {status === 'cancelled' && <p>{importing.stopped}</p>}
        {status === 'failed' && <p role="alert">{error ?? importing.failed}</p>}
        <div className="flex flex-wrap gap-2">
          {kind === 'catalog' && <LinkButton to="/asisten">{importing.tryAssistant}</LinkButton>}
          {kind === 'catalog' && <LinkButton to="/jualan">{importing.seeProducts}</LinkButton>}
          {kind === 'orders' && <LinkButton to="/jualan/pesanan">{importing.seeOrders}</LinkButton>}
          {kind === 'chat' && <LinkButton to="/pelanggan">{importing.seeCustomers}</LinkButton>}
          {status !== 'undone' && !isNothingNew && (
            <Button onClick={() => undo.mutate()} isBusy={undo.isPending}>
              {importing.undo}
            </Button>
          )}
          <Button kind="quiet" onClick={onStartOver}>
            {importing.dismiss}
          </Button>
        </div>
        {skippedCount > 0 && (
          <ExportLinks list={`imports/${importId}/unread`} title={importing.downloadUnread} />
        )}
      </Card>
      {kind === 'chat' && status === 'done' && <Findings importId={importId} />}
      {status === 'done' && whenDone}
    </>
  )
}
