import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { activeBusiness, call } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { longDate, number, shortTime } from '../../ui/format.ts'
import { Card, Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { upkeepWords } from './words.ts'

/** Copies of everything, what would be lost now, and how to go back. */
export function BackupsScreen() {
  const upkeep = upkeepWords()
  const queries = useQueryClient()
  const toast = useToast()
  const backups = useQuery({ queryKey: ['backups'], queryFn: () => call('listBackups'), refetchInterval: ({ state }) => (state.data?.running ? 2_000 : false) })
  const start = useMutation({
    mutationFn: () => call('startBackup'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['backups'] }),
    onError: (error) => toast(error.message, { isBad: true }),
  })
  const cancel = useMutation({
    mutationFn: () => call('cancelBackup'),
    onSuccess: ({ isCancelled }) => {
      if (isCancelled) toast(upkeep.backupCancelled)
      return queries.invalidateQueries({ queryKey: ['backups'] })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  const newest = backups.data?.items[0]
  const button = (
    <Button kind="primary" onClick={() => start.mutate()} isBusy={start.isPending || Boolean(backups.data?.running)}>
      {backups.data?.running ? upkeep.backupRunning : upkeep.startBackup}
    </Button>
  )
  const cancelButton = backups.data?.running && (
    <Button onClick={() => cancel.mutate()} isBusy={cancel.isPending}>
      {upkeep.cancelBackup}
    </Button>
  )
  return (
    <Page title={upkeep.backups} back="/pengaturan">
      <p className="text-soft">{upkeep.backupsIntro}</p>
      {backups.isPending && <Loading rows={2} />}
      {backups.isError && <ErrorState error={backups.error} onRetry={() => void backups.refetch()} />}
      {backups.data && !newest && <EmptyState title={upkeep.backupsEmpty} text={backups.data.lastError ?? upkeep.backupsEmptyText} action={cancelButton || button} />}
      {backups.data && newest && (
        <>
          <Card>
            <p className="text-lg">{upkeep.lossSentence(shortTime(newest.takenAt))}</p>
            {button}
            {cancelButton}
          </Card>
          <ul className="divide-y divide-line overflow-hidden rounded-box bg-card shadow-box">
            {backups.data.items.map((backup) => (
              <li key={backup.name} className="flex min-h-16 items-center justify-between gap-3 px-4 py-2">
                <span>
                  <span className="block font-semibold">{longDate(backup.takenAt)}</span>
                  <span className="block text-sm text-soft tabular">
                    {shortTime(backup.takenAt)} · {number(Math.round(backup.bytes / 1e5) / 10)} MB
                  </span>
                </span>
                <a href={`/api/backups/${encodeURIComponent(backup.name)}?business=${activeBusiness() ?? ''}`} className="inline-flex min-h-12 items-center font-semibold text-primary underline">
                  {upkeep.download}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <Card title={upkeep.restoreTitle}>
        <p>{upkeep.restoreText}</p>
        <code className="overflow-x-auto rounded-box border border-line bg-paper px-3 py-2 text-sm">npm run laris -- restore BERKAS</code>
      </Card>
    </Page>
  )
}
