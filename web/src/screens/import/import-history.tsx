import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call, type Answer } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { shortTime } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { importingWords } from './words.ts'

/** Imports of before, each of which can still be taken back. */
export function ImportHistory({ imports }: { imports: Answer<'listImports'>['items'] }) {
  const importing = importingWords()
  const queries = useQueryClient()
  const toast = useToast()
  const undo = useMutation({
    mutationFn: (importId: string) => call('undoImport', { params: { importId } }),
    onSuccess: async ({ status }) => {
      await queries.invalidateQueries()
      toast(status === 'undone' ? importing.undone : importing.undoingTitle)
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  if (imports.length === 0) return null
  return (
    <Card title={importing.history}>
      <ul className="divide-y divide-line">
        {imports.map((one) => (
          <li key={one.importId} className="flex items-center justify-between gap-3 py-2">
            <span className="min-w-0">
              <span className="block truncate font-semibold">{one.name}</span>
              <span className="block text-sm text-soft">
                {shortTime(one.createdAt)} · {outcomeOf(one, importing)}
              </span>
            </span>
            {(one.status === 'done' || one.status === 'cancelled' || one.status === 'failed') && one.addedCount + one.changedCount > 0 && (
              <Button kind="quiet" isBusy={undo.isPending && undo.variables === one.importId} onClick={() => undo.mutate(one.importId)}>
                {importing.undo}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ExportLinks list="imports" />
    </Card>
  )
}

/** What became of it; one that still runs has no figures yet. */
function outcomeOf(one: Answer<'listImports'>['items'][number], words: ReturnType<typeof importingWords>): string {
  if (one.status === 'undone') return words.undone
  if (one.status === 'undoing') return words.undoingTitle
  if (one.status === 'waiting' || one.status === 'running') return words.runningTitle
  if (one.status === 'done' && one.addedCount + one.changedCount === 0) return words.nothingNew
  return words.done(one.addedCount, one.changedCount, one.skippedCount)
}
