import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, Copy, ImageDown, Pencil, X } from 'lucide-react'
import { useState } from 'react'
import { activeBusiness, call } from '../../api/client.ts'
import { useMay } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Form, textOf } from '../../ui/form.tsx'
import { rupiah } from '../../ui/format.ts'
import { useToast } from '../../ui/toast.tsx'
import { photoAddress } from '../catalog/photo-address.ts'
import type { SocialPost } from './social-post.ts'
import { SocialPublish } from './social-publish.tsx'
import { download, drawPicture } from './social-picture.ts'
import { TextDraft } from './text-draft.tsx'
import { problemWords, socialWords } from './social-words.ts'

/** One post: its words in two tones, what to do with it, and what came after. */
export function SocialPostCard({ post, shopName }: { post: SocialPost; shopName: string }) {
  const words = socialWords()
  const mayWrite = useMay('campaigns.write')
  const queries = useQueryClient()
  const toast = useToast()
  const [register, setRegister] = useState<'soft' | 'casual'>('soft')
  const [isEditing, setEditing] = useState(false)
  const text = [register === 'soft' ? post.softCaption : post.casualCaption, post.link ?? '', post.hashtags].filter(Boolean).join('\n\n')
  const refuse = (error: Error) => toast(error.message, { isBad: true })
  const move = useMutation({
    mutationFn: (status: SocialPost['status']) => call('moveSocialPost', { params: { postId: post.postId }, body: { status } }),
    onSuccess: async (_, status) => {
      const before = post.status
      toast(words.moved[status], { undo: () => move.mutate(before) })
      await queries.invalidateQueries({ queryKey: ['social-posts'] })
    },
    onError: refuse,
  })
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      toast(words.copied)
    } catch {
      toast(words.copyFailed, { isBad: true })
    }
  }
  const photo = post.photoKey === null ? undefined : photoAddress(post.productId, post.photoKey, activeBusiness())
  const makePicture = async () => {
    try {
      download(await drawPicture({ ...post, shopName, code: words.code(post.code), photo }), `${post.code}.${photo === undefined ? 'png' : 'jpg'}`)
    } catch {
      toast(words.pictureFailed, { isBad: true })
    }
  }
  const isDraft = post.status === 'draft'
  return (
    <li className="flex flex-col gap-3 rounded-box bg-card p-4 shadow-box">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-bold [overflow-wrap:anywhere]">{post.name}</h3>
        <Badge tone={post.status === 'posted' ? 'good' : 'plain'}>{words.code(post.code)}</Badge>
      </div>
      {photo && <img src={photo} alt="" loading="lazy" className="aspect-video max-h-72 w-full rounded-box bg-tint object-contain" />}
      <p className="text-sm text-soft tabular">{words.fact(rupiah(post.price), post.available, post.idleDays)}</p>
      {post.problem !== null && <p className="rounded-box bg-note p-3 text-on-note">{words.problem(problemWords(post.problem))}</p>}
      {post.status !== 'skipped' && (
        <>
          <div role="group" aria-label={`${words.register}: ${post.name}`} className="flex gap-2">
            {(['soft', 'casual'] as const).map((one) => (
              <Button key={one} kind={register === one ? 'primary' : 'plain'} aria-pressed={register === one} onClick={() => setRegister(one)}>
                {words[one]}
              </Button>
            ))}
          </div>
          <p className="rounded-box border border-line bg-paper p-3 whitespace-pre-wrap select-text [overflow-wrap:anywhere]">{text}</p>
          <div className="flex flex-wrap gap-2">
            <Button kind={post.problem === null && isDraft ? 'primary' : 'plain'} icon={<Copy aria-hidden className="size-5" />} aria-label={`${words.copy}: ${post.name}`} onClick={() => void copy()}>
              {words.copy}
            </Button>
            <Button icon={<ImageDown aria-hidden className="size-5" />} aria-label={`${words.picture}: ${post.name}`} onClick={() => void makePicture()}>
              {words.picture}
            </Button>
            {mayWrite && (
              <Button icon={<Pencil aria-hidden className="size-5" />} aria-label={`${words.edit}: ${post.name}`} onClick={() => setEditing(true)}>
                {words.edit}
              </Button>
            )}
          </div>
        </>
      )}
      <SocialPublish post={post} register={register} text={text} photo={photo} />
      {(post.status === 'posted' || post.chats > 0 || post.clicks > 0) && (
        <p className="font-semibold tabular">
          {post.chats === 0 ? words.noResult : words.result(post.chats, post.orders, rupiah(post.amount))}
          {post.clicks > 0 && <span className="block font-normal text-soft">{words.clicks(post.clicks)}</span>}
        </p>
      )}
      {mayWrite && (
        <div className="flex flex-wrap gap-2">
          {isDraft ? (
            <>
              <Button icon={<Check aria-hidden className="size-5" />} disabled={move.isPending} aria-label={`${words.markPosted}: ${post.name}`} onClick={() => move.mutate('posted')}>
                {words.markPosted}
              </Button>
              <Button kind="quiet" icon={<X aria-hidden className="size-5" />} disabled={move.isPending} aria-label={`${words.skip}: ${post.name}`} onClick={() => move.mutate('skipped')}>
                {words.skip}
              </Button>
            </>
          ) : (
            <Button kind="quiet" disabled={move.isPending} aria-label={`${words.takeBack}: ${post.name}`} onClick={() => move.mutate('draft')}>
              {words.takeBack}
            </Button>
          )}
        </div>
      )}
      <Dialog isOpen={isEditing} onClose={() => setEditing(false)} title={words.editTitle}>
        {isEditing && <EditForm post={post} onDone={() => setEditing(false)} />}
      </Dialog>
    </li>
  )
}

function EditForm({ post, onDone }: { post: SocialPost; onDone: () => void }) {
  const words = socialWords()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (form: FormData) => call('editSocialPost', { params: { postId: post.postId }, body: { softCaption: textOf(form, 'soft'), casualCaption: textOf(form, 'casual'), hashtags: textOf(form, 'hashtags') } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['social-posts'] })
      onDone()
    },
  })
  return (
    <Form onSubmit={(form) => save.mutate(form)} action={words.save} isBusy={save.isPending} error={save.error}>
      <TextArea name="soft" label={words.softText} hint={words.codeHint(post.code)} defaultValue={post.softCaption} required maxLength={2_200} rows={5} />
      <TextDraft name="soft" tones={['soft']} />
      <TextArea name="casual" label={words.casualText} defaultValue={post.casualCaption} required maxLength={2_200} rows={5} />
      <TextDraft name="casual" tones={['casual']} />
      <TextField name="hashtags" label={words.hashtags} defaultValue={post.hashtags} maxLength={500} />
    </Form>
  )
}
