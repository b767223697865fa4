import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { call } from '../../api/client.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { shortTime } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { peopleWords } from './words.ts'

/** Devices that are signed in, each with a button that ends it at once. */
export function Sessions() {
  const people = peopleWords()
  const words = people.security
  const queries = useQueryClient()
  const toast = useToast()
  const list = useRef<HTMLUListElement>(null)
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => call('listSessions') })
  const onError = (error: Error) => toast(error.message, { isBad: true })
  const shown = async (said: string) => {
    await queries.invalidateQueries({ queryKey: ['sessions'] })
    // The pressed button has left the page with its row.
    list.current?.focus()
    toast(said)
  }
  const end = useMutation({ mutationFn: (sessionId: string) => call('endSession', { params: { sessionId } }), onSuccess: () => shown(words.ended), onError })
  const endOthers = useMutation({ mutationFn: () => call('endOtherSessions'), onSuccess: ({ ended }) => shown(words.endedOthers(ended)), onError })
  const items = sessions.data?.items ?? []
  return (
    <Card title={words.sessions}>
      {sessions.isPending && <Loading rows={2} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {items.length > 0 && (
        <ul ref={list} tabIndex={-1} aria-label={words.sessions} className="-mx-4 divide-y divide-line">
          {items.map((session) => (
            <li key={session.sessionId} className="flex min-h-16 flex-wrap items-center justify-between gap-2 px-4 py-2">
              <span className="min-w-0">
                <span className="block font-semibold">{session.device}</span>
                <span className="block text-sm text-soft">
                  {words.lastSeen(shortTime(session.lastSeenAt))}
                  {session.ipAddress && ` · ${session.ipAddress}`}
                </span>
              </span>
              {session.isCurrent ? (
                <Badge tone="primary">{words.thisDevice}</Badge>
              ) : (
                <Button aria-label={words.endOf(session.device)} onClick={() => end.mutate(session.sessionId)} isBusy={end.isPending && end.variables === session.sessionId}>
                  {words.end}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {items.length > 1 && (
        <Button kind="danger" onClick={() => endOthers.mutate()} isBusy={endOthers.isPending}>
          {words.endOthers}
        </Button>
      )}
      {items.length === 1 && <p className="text-soft">{words.onlyThisDevice}</p>}
    </Card>
  )
}
