import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { call } from '../../api/client.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { number, shortTime } from '../../ui/format.ts'
import { Card, Page } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { BrokenConnections } from '../home/broken-connections.tsx'
import { workName } from './work-words.ts'
import { upkeepWords } from './words.ts'

/** How this Laris is, in words; each check as of its own time, and what is unknown is grey, never green. */
export function HealthScreen() {
  const upkeep = upkeepWords()
  const queries = useQueryClient()
  const toast = useToast()
  const health = useQuery({ queryKey: ['health'], queryFn: () => call('getHealth'), refetchInterval: 15_000 })
  const retry = useMutation({
    mutationFn: (deadLetterId: string) => call('retryDeadLetter', { params: { deadLetterId } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['health'] })
      toast(upkeep.retried)
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  const gigabytes = (bytes: number) => `${number(Math.round(bytes / 1e8) / 10)} GB`
  return (
    <Page title={upkeep.health} back="/pengaturan">
      <BrokenConnections />
      {health.isPending && <Loading />}
      {health.isError && <ErrorState error={health.error} onRetry={() => void health.refetch()} />}
      {health.data && (
        <>
          {health.data.database.lostData && (
            <p role="alert" className="rounded-box bg-note px-4 py-3 font-semibold text-on-note">
              {upkeep.lostData}
            </p>
          )}
          <Card>
            <p className="text-sm text-soft">
              Laris {health.data.version} · {upkeep.checkedAt(shortTime(health.data.now))}
            </p>
            <ul className="divide-y divide-line">
              <Check title={upkeep.database} isFine={health.data.database.status === 'running'}>
                {health.data.database.reason ?? upkeep.databaseStates[health.data.database.status]}
              </Check>
              <Check title={upkeep.queue} isFine={health.data.queue.deadCount === 0}>
                {upkeep.queueWaiting(health.data.queue.waitingCount)}
              </Check>
              <Check title={upkeep.backup} isFine={health.data.backup.newestAt === null ? undefined : !health.data.backup.isLate}>
                {health.data.backup.lastError ?? (health.data.backup.newestAt ? upkeep.backupNewest(shortTime(health.data.backup.newestAt)) : upkeep.backupNone)}
              </Check>
              <Check title={upkeep.disk} isFine={health.data.disk ? health.data.disk.freeBytes / health.data.disk.totalBytes > 0.2 : undefined}>
                {health.data.disk ? upkeep.diskFree(gigabytes(health.data.disk.freeBytes), gigabytes(health.data.disk.totalBytes)) : upkeep.unknown}
              </Check>
            </ul>
          </Card>
          <Card title={upkeep.dead}>
            {health.data.deadLetters.length === 0 && <p className="text-soft">{upkeep.deadNone}</p>}
            <ul className="divide-y divide-line">
              {health.data.deadLetters.map((letter) => (
                <li key={letter.deadLetterId} className="flex items-center justify-between gap-3 py-2">
                  <span className="min-w-0 break-words">{workName(letter.work)}</span>
                  <Button onClick={() => retry.mutate(letter.deadLetterId)} isBusy={retry.isPending && retry.variables === letter.deadLetterId}>
                    {upkeep.retry}
                  </Button>
                </li>
              ))}
            </ul>
          </Card>
          <Card title={upkeep.schedules}>
            <ul className="divide-y divide-line">
              {health.data.schedules.map((schedule) => (
                <Check key={schedule.name} title={workName(schedule.name)} isFine={schedule.lastRunAt === null ? undefined : schedule.lastError === null}>
                  {schedule.lastRunAt ? upkeep.lastRun(shortTime(schedule.lastRunAt)) : upkeep.neverRun} · {upkeep.nextRun(shortTime(schedule.nextRunAt))}
                </Check>
              ))}
            </ul>
          </Card>
        </>
      )}
    </Page>
  )
}

function Check({ title, isFine, children }: { title: string; isFine: boolean | undefined; children: ReactNode }) {
  const upkeep = upkeepWords()
  return (
    <li className="flex min-h-14 flex-wrap items-center justify-between gap-x-3 gap-y-1 py-2">
      <span className="min-w-36 flex-1">
        <span className="block font-semibold">{title}</span>
        <span className="block text-sm text-soft">{children}</span>
      </span>
      <Badge tone={isFine === undefined ? 'plain' : isFine ? 'good' : 'warn'}>{isFine === undefined ? upkeep.unknown : isFine ? upkeep.fine : upkeep.attention}</Badge>
    </li>
  )
}
