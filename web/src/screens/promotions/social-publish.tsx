import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ExternalLink, Megaphone } from 'lucide-react'
import { useState } from 'react'
import { call, type Answer } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Refusal } from '../../ui/form.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { SocialPost } from './social-post.ts'
import { socialWords } from './social-words.ts'

type Page = Answer<'listSocialPages'>['pages'][number]
type Publication = SocialPost['publications'][number]

interface Shown {
  post: SocialPost
  register: 'soft' | 'casual'
  text: string
  photo: string | undefined
}

/** Shows a post on the shop's own pages, and says how each of these ended. */
export function SocialPublish(shown: Shown) {
  const { post, photo } = shown
  const words = socialWords()
  const mayWrite = useMay('campaigns.write')
  const pages = useQuery({ queryKey: ['social-pages'], queryFn: ({ signal }) => call('listSocialPages', { signal }), staleTime: 60_000 })
  const [chosen, setChosen] = useState<Page>()
  const open = (pages.data?.pages ?? []).filter((page) => !post.publications.some((one) => one.channelId === page.channelId && one.status !== 'failed'))
  const mayPublish = mayWrite && post.problem === null && post.status !== 'skipped'
  return (
    <>
      {post.publications.map((one) => (
        <State key={one.publicationId} publication={one} name={post.name} mayWrite={mayWrite} />
      ))}
      {mayPublish && open.length > 0 && (
        <div className="flex flex-wrap items-center gap-2">
          {open.map((page) => {
            if (page.fetchesPhoto && photo === undefined) return <Missing key={page.channelId} text={words.needsPhoto(page.label)} />
            if (page.fetchesPhoto && !page.canFetch) return <Missing key={page.channelId} text={words.needsAddress(page.label)} />
            return (
              <Button key={page.channelId} icon={<Megaphone aria-hidden className="size-5" />} aria-label={`${words.publishOn(page.label)}: ${post.name}`} onClick={() => setChosen(page)}>
                {words.publishOn(page.label)}
              </Button>
            )
          })}
        </div>
      )}
      <Dialog isOpen={chosen !== undefined} onClose={() => setChosen(undefined)} title={words.publishOn(chosen?.label ?? '')}>
        {chosen && <Preview page={chosen} {...shown} onDone={() => setChosen(undefined)} />}
      </Dialog>
    </>
  )
}

const Missing = ({ text }: { text: string }) => <p className="text-sm text-soft">{text}</p>

function Preview({ page, post, register, text, photo, onDone }: Shown & { page: Page; onDone: () => void }) {
  const words = socialWords()
  const queries = useQueryClient()
  const toast = useToast()
  const refresh = () => queries.invalidateQueries({ queryKey: ['social-posts'] })
  const withdraw = useMutation({
    mutationFn: (publicationId: string) => call('withdrawSocialPublication', { params: { publicationId } }),
    onSuccess: () => toast(words.withdrawn),
    onError: (error) => toast(error.message, { isBad: true }),
    onSettled: refresh,
  })
  const publish = useMutation({
    mutationFn: () => call('publishSocialPost', { params: { postId: post.postId }, body: { channelId: page.channelId, register } }),
    onSuccess: async ({ publications }) => {
      const planned = publications.find((one) => one.channelId === page.channelId && one.status === 'planned')
      if (planned) toast(words.leaving(page.label), { undo: () => withdraw.mutate(planned.publicationId) })
      onDone()
      await refresh()
    },
  })
  return (
    <>
      <p className="text-soft">{words.publishAs(page.name)}</p>
      {photo && <img src={photo} alt="" className="aspect-square max-h-72 w-full rounded-box bg-tint object-contain" />}
      <p className="rounded-box border border-line bg-paper p-3 whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
      <Refusal error={publish.error} />
      <Button kind="primary" isWide isBusy={publish.isPending} onClick={() => publish.mutate()}>
        {words.publish}
      </Button>
    </>
  )
}

const tones = { planned: 'plain', sending: 'plain', published: 'good', uncertain: 'warn', failed: 'bad' } as const

function State({ publication, name, mayWrite }: { publication: Publication; name: string; mayWrite: boolean }) {
  const { publicationId, outlet, status, link, error } = publication
  const words = socialWords()
  const queries = useQueryClient()
  const toast = useToast()
  const settle = useMutation({
    mutationFn: (isShown: boolean) => call('settleSocialPublication', { params: { publicationId }, body: { isShown } }),
    onError: (refused) => toast(refused.message, { isBad: true }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['social-posts'] }),
  })
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={tones[status]}>
          {outlet}: {words.publicationStates[status]}
        </Badge>
        {link !== null && (
          <a href={link} target="_blank" rel="noreferrer" aria-label={`${words.openPublished}: ${outlet}, ${name}`} className="inline-flex min-h-12 items-center gap-1 font-semibold text-primary underline">
            {words.openPublished}
            <ExternalLink aria-hidden className="size-4" />
          </a>
        )}
      </div>
      {error && <p className="[overflow-wrap:anywhere]">{words.publishErrors[error.code] ?? error.sentence}</p>}
      {status === 'failed' && error?.detail && <p className="text-sm text-soft [overflow-wrap:anywhere]">{words.inTheirWords(outlet, error.detail)}</p>}
      {status === 'uncertain' && mayWrite && (
        <div className="flex flex-wrap gap-2">
          <Button disabled={settle.isPending} aria-label={`${words.isShown}: ${outlet}, ${name}`} onClick={() => settle.mutate(true)}>
            {words.isShown}
          </Button>
          <Button disabled={settle.isPending} aria-label={`${words.isNotShown}: ${outlet}, ${name}`} onClick={() => settle.mutate(false)}>
            {words.isNotShown}
          </Button>
        </div>
      )}
    </div>
  )
}
