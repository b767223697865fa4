import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { longDate, shortTime } from '../../ui/format.ts'
import { Card, Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { apiKeyWords, keyState, scopeName } from './api-key-words.ts'
import { NewApiKey } from './new-api-key.tsx'

type ApiKey = Answer<'listApiKeys'>['items'][number]

/** Keys of other programs: made here, shown once, ended with one button. */
export function ApiKeysScreen() {
  const words = apiKeyWords()
  const keys = useQuery({ queryKey: ['api-keys'], queryFn: () => call('listApiKeys') })
  const [isMaking, setMaking] = useState(false)
  const make = (
    <Button kind="primary" onClick={() => setMaking(true)}>
      {words.make}
    </Button>
  )
  return (
    <Page title={words.title} back="/pengaturan">
      <p className="text-soft">
        {words.intro}{' '}
        <a href="/api/docs" className="font-semibold text-primary underline">
          {words.docs}
        </a>
      </p>
      {keys.isPending && <Loading rows={2} />}
      {keys.isError && <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data?.items.length === 0 && <EmptyState title={words.empty} text={words.emptyText} action={make} />}
      {keys.data && keys.data.items.length > 0 && (
        <>
          <div>{make}</div>
          {keys.data.items.map((key) => (
            <KeyCard key={key.apiKeyId} apiKey={key} />
          ))}
        </>
      )}
      {isMaking && keys.data && <NewApiKey scopes={keys.data.scopes} onClose={() => setMaking(false)} />}
    </Page>
  )
}

function KeyCard({ apiKey }: { apiKey: ApiKey }) {
  const words = apiKeyWords()
  const queries = useQueryClient()
  const toast = useToast()
  const [isAsking, setAsking] = useState(false)
  const revoke = useMutation({
    mutationFn: () => call('revokeApiKey', { params: { apiKeyId: apiKey.apiKeyId } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['api-keys'] })
      setAsking(false)
      toast(words.revoked(apiKey.name))
    },
  })
  const state = keyState(apiKey, new Date())
  return (
    <Card title={apiKey.name} actions={<Badge tone={state === 'active' ? 'good' : 'plain'}>{{ active: words.active, expired: words.expired, revoked: words.revokedState }[state]}</Badge>}>
      <ul className="text-sm text-soft">
        <li>
          <code>{apiKey.hint}…</code>
        </li>
        <li>{words.since(longDate(apiKey.createdAt))}</li>
        <li>{apiKey.expiresAt ? words.until(longDate(apiKey.expiresAt)) : words.forever}</li>
        <li>{apiKey.lastUsedAt ? words.used(shortTime(apiKey.lastUsedAt)) : words.neverUsed}</li>
      </ul>
      <ul className="flex flex-wrap gap-2">
        {apiKey.scopes.map((scope) => (
          <li key={scope}>
            <Badge>{scopeName(scope)}</Badge>
          </li>
        ))}
      </ul>
      {state !== 'revoked' && (
        <Button kind="danger" className="self-start" aria-label={words.revokeOf(apiKey.name)} onClick={() => setAsking(true)}>
          {words.revoke}
        </Button>
      )}
      <ConfirmDialog isOpen={isAsking} onClose={() => setAsking(false)} title={words.revokeTitle(apiKey.name)} action={words.revoke} onConfirm={() => revoke.mutate()} isBusy={revoke.isPending} error={revoke.error}>
        <p>{words.revokeText}</p>
      </ConfirmDialog>
    </Card>
  )
}
