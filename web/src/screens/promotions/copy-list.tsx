import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, Send } from 'lucide-react'
import { call, type Answer } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { copyListQuery } from './queries.ts'
import { campaignWords } from './words.ts'

type Item = Answer<'getCopyList'>['items'][number]

/** For shops without an official account: one tap opens the chat with the text in it, another says that it was sent. */
export function CopyList({ campaignId }: { campaignId: string }) {
  const words = campaignWords()
  const list = useQuery(copyListQuery(campaignId))
  const queries = useQueryClient()
  const toast = useToast()
  const refresh = () => queries.invalidateQueries({ queryKey: ['campaign', campaignId] })
  const mark = useMutation({
    mutationFn: ({ item, isCopied }: { item: Item; isCopied: boolean }) => call('markCopied', { params: { campaignId, deliveryId: item.deliveryId }, body: { isCopied } }),
    onSuccess: (_, { item, isCopied }) => {
      if (isCopied) toast(words.markedDone(item.name || item.phone), { undo: () => mark.mutate({ item, isCopied: false }) })
      void refresh()
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  if (list.isPending) return <Loading rows={3} />
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  return (
    <Card title={words.copyTitle}>
      <p className="text-soft">{list.data.left === 0 ? words.copyDone : words.copyIntro}</p>
      <p className="font-semibold tabular">{words.copyLeft(list.data.left, list.data.copied)}</p>
      <ul className="divide-y divide-line">
        {list.data.items.map((item) => (
          <li key={item.deliveryId} className="flex flex-col gap-2 py-3">
            <p className="font-semibold">{item.name || item.phone}</p>
            <p className="text-soft whitespace-pre-wrap [overflow-wrap:anywhere]">{item.text}</p>
            <div className="flex flex-wrap gap-2">
              <a href={`https://wa.me/${item.phone.replace(/\D/g, '')}?text=${encodeURIComponent(item.text)}`} target="_blank" rel="noreferrer" className="inline-flex min-h-12 items-center gap-2 rounded-box bg-primary px-4 py-2 font-semibold text-on-primary">
                <Send aria-hidden className="size-5" />
                {words.openChat(item.name || item.phone)}
              </a>
              <Button icon={<Check aria-hidden className="size-5" />} disabled={mark.isPending} aria-label={`${words.markDone}: ${item.name || item.phone}`} onClick={() => mark.mutate({ item, isCopied: true })}>
                {words.markDone}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
