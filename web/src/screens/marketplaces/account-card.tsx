import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { CheckField } from '../../ui/field.tsx'
import { shortTime } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { ConnectMarketplace } from './connect-marketplace.tsx'
import type { Account, MarketplaceType } from './queries.ts'
import { marketplaceWords } from './words.ts'

/** One shop: whether it works, how far its orders are here, its last problem in words, and the button that mends it. */
export function AccountCard({ account, type, mayWrite }: { account: Account; type: MarketplaceType | undefined; mayWrite: boolean }) {
  const words = marketplaceWords()
  const { shell } = useMessages()
  const [isReconnecting, setReconnecting] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const queries = useQueryClient()
  const toast = useToast()
  const renew = () => queries.invalidateQueries({ queryKey: ['marketplace'] })
  const params = { accountId: account.accountId }
  const onError = (error: Error) => toast(error.message, { isBad: true })
  const refresh = useMutation({ mutationFn: () => call('refreshMarketplace', { params }), onSuccess: () => toast(words.refreshing), onError })
  const push = useMutation({
    mutationFn: (pushesStock: boolean) => call('changeMarketplace', { params, body: { pushesStock } }),
    onSuccess: async (changed) => {
      await renew()
      toast(changed.pushesStock ? words.pushesOn : words.pushesOff)
    },
    onError,
  })
  const remove = useMutation({
    mutationFn: () => call('removeMarketplace', { params }),
    onSuccess: async () => {
      await renew()
      toast(words.removed)
    },
  })
  const isWorking = account.status === 'active'
  return (
    <Card title={account.name} actions={<Badge tone={isWorking ? 'good' : 'bad'}>{words.states[account.status]}</Badge>}>
      <ul className="text-sm text-soft">
        {account.name !== account.label && <li>{account.label}</li>}
        {account.syncedUntil && <li>{words.syncedUntil(shortTime(account.syncedUntil))}</li>}
        {account.lastOrderAt && <li>{words.lastOrder(shortTime(account.lastOrderAt))}</li>}
      </ul>
      {account.lastError && (
        <div role={isWorking ? undefined : 'alert'} className="rounded-box bg-note px-3 py-2 text-on-note">
          <p>{account.lastError.sentence}</p>
          <details className="text-sm">
            <summary className="min-h-12 content-center">{shell.technicalDetails}</summary>
            <span className="[overflow-wrap:anywhere]">{account.lastError.detail}</span>
          </details>
        </div>
      )}
      {isWorking && mayWrite && <CheckField label={words.pushes} hint={words.pushesHint} checked={account.pushesStock} disabled={push.isPending} onChange={(event) => push.mutate(event.target.checked)} />}
      {isWorking && <Copyable title={words.pushAddress} text={account.pushAddress} />}
      {mayWrite && (
        <div className="flex flex-wrap gap-2">
          {isWorking ? (
            <Button onClick={() => refresh.mutate()} isBusy={refresh.isPending}>
              {words.refresh}
            </Button>
          ) : (
            <Button kind="primary" onClick={() => setReconnecting(true)}>
              {account.status === 'waiting' ? words.connect : words.reconnect}
            </Button>
          )}
          <Button kind="danger" onClick={() => setRemoving(true)}>
            {words.remove}
          </Button>
        </div>
      )}
      {isReconnecting && type && <ConnectMarketplace type={type} account={account} onClose={() => setReconnecting(false)} />}
      <ConfirmDialog isOpen={isRemoving} onClose={() => setRemoving(false)} title={words.remove} action={words.remove} onConfirm={() => remove.mutate()} isBusy={remove.isPending} error={remove.error}>
        <p>{words.removeAsk(account.name)}</p>
      </ConfirmDialog>
    </Card>
  )
}
