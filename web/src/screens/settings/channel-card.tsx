import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { shortTime } from '../../ui/format.ts'
import { Card } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { ChannelTypeName } from './channel-forms.ts'
import { ConnectDialog } from './connect-dialog.tsx'
import { connectionWords } from './words.ts'

/** One account: whether it works, since when, its last error in words, and the button that mends it. */
export function ChannelCard({ channel, mayWrite }: { channel: Answer<'listChannels'>['items'][number]; mayWrite: boolean }) {
  const { shell } = useMessages()
  const words = connectionWords()
  const [isReconnecting, setReconnecting] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const queries = useQueryClient()
  const toast = useToast()
  const refresh = () => queries.invalidateQueries({ queryKey: ['channels'] })
  const check = useMutation({
    mutationFn: () => call('checkChannel', { params: { channelId: channel.channelId } }),
    onSuccess: async (checked) => {
      await refresh()
      toast(checked.status === 'active' ? words.works : (checked.lastError?.sentence ?? words.states.disconnected), { isBad: checked.status !== 'active' })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  const remove = useMutation({
    mutationFn: () => call('removeChannel', { params: { channelId: channel.channelId } }),
    onSuccess: async () => {
      await refresh()
      toast(words.removed)
    },
  })
  const isDown = channel.status !== 'active'
  const widgetKey = channel.config['widgetKey']
  return (
    <Card title={channel.name} actions={<Badge tone={isDown ? 'bad' : 'good'}>{words.states[channel.status]}</Badge>}>
      <ul className="text-sm text-soft">
        <li>{channel.label}</li>
        {channel.lastInboundAt && <li>{words.lastIn(shortTime(channel.lastInboundAt))}</li>}
        {channel.lastOutboundAt && <li>{words.lastOut(shortTime(channel.lastOutboundAt))}</li>}
        {channel.checkedAt && <li>{words.checked(shortTime(channel.checkedAt))}</li>}
      </ul>
      {channel.lastError && (
        <div role={isDown ? 'alert' : undefined} className="rounded-box bg-note px-3 py-2 text-on-note">
          <p>{channel.lastError.sentence}</p>
          {channel.lastError.detail && (
            <details className="text-sm">
              <summary className="min-h-12 content-center">{shell.technicalDetails}</summary>
              {channel.lastError.code}: {channel.lastError.detail}
            </details>
          )}
        </div>
      )}
      {typeof widgetKey === 'string' && <Copyable title={words.embedTitle} text={`<script async src="${location.origin}/widget/laris.js" data-key="${widgetKey}"></script>`} />}
      {channel.webhookPath && channel.inboundMode === 'webhook' && <Copyable title={words.webhookAddress} text={`${location.origin}${channel.webhookPath}`} />}
      {typeof channel.config['verifyToken'] === 'string' && <Copyable title={words.verifyTokenLabel} text={channel.config['verifyToken']} />}
      {mayWrite && (
        <div className="flex flex-wrap gap-2">
          {isDown ? (
            <Button kind="primary" onClick={() => setReconnecting(true)}>
              {words.reconnect}
            </Button>
          ) : (
            <Button onClick={() => check.mutate()} isBusy={check.isPending}>
              {words.checkNow}
            </Button>
          )}
          <Button kind="danger" onClick={() => setRemoving(true)}>
            {words.remove}
          </Button>
          {typeof widgetKey === 'string' && (
            <a href={`/widget/preview.html?key=${encodeURIComponent(widgetKey)}`} target="_blank" rel="noreferrer" className="inline-flex min-h-12 items-center px-2 font-semibold text-primary underline">
              {words.preview}
            </a>
          )}
        </div>
      )}
      {isReconnecting && <ConnectDialog type={channel.type as ChannelTypeName} channel={channel} onClose={() => setReconnecting(false)} />}
      <ConfirmDialog isOpen={isRemoving} onClose={() => setRemoving(false)} title={words.remove} action={words.remove} onConfirm={() => remove.mutate()} isBusy={remove.isPending} error={remove.error}>
        <p>{words.removeAsk(channel.name)}</p>
      </ConfirmDialog>
    </Card>
  )
}
