import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { useMay, useMe } from '../../session.ts'
import { Button } from '../../ui/button.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { Page } from '../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { PromotionTabs } from './promotion-tabs.tsx'
import { SocialPostCard } from './social-post-card.tsx'
import { socialWords } from './social-words.ts'
import { campaignWords } from './words.ts'

const postsQuery = infiniteQueryOptions({
  queryKey: ['social-posts'],
  queryFn: ({ pageParam, signal }) => call('listSocialPosts', { query: { limit: 30, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
})

/** A week of posts to copy, and what each brought. */
export function SocialScreen() {
  const words = socialWords()
  const mayWrite = useMay('campaigns.write')
  const posts = useInfiniteQuery(postsQuery)
  const queries = useQueryClient()
  const toast = useToast()
  const me = useMe()
  const shopName = me?.businesses.find((one) => one.businessId === me.activeBusinessId)?.name ?? ''
  const prepare = useMutation({
    mutationFn: () => call('prepareSocialPosts'),
    onSuccess: async ({ added }) => {
      toast(words.added(added))
      await queries.invalidateQueries({ queryKey: ['social-posts'] })
    },
    onError: (error) => toast(error.message, { isBad: true }),
  })
  const items = (posts.data?.pages ?? []).flatMap((page) => page.items)
  const counted = items.find((post) => post.chats > 0 || post.status === 'posted')
  const prepareButton = mayWrite && (
    <Button kind="primary" isBusy={prepare.isPending} onClick={() => prepare.mutate()}>
      {words.prepare}
    </Button>
  )
  return (
    <Page title={campaignWords().title}>
      <PromotionTabs current="social" />
      <p className="text-soft">{words.intro}</p>
      {posts.isPending && <Loading rows={3} />}
      {posts.isError && <ErrorState error={posts.error} onRetry={() => void posts.refetch()} />}
      {posts.data && items.length === 0 && <EmptyState title={words.empty} text={words.emptyText} action={prepareButton} />}
      {items.length > 0 && prepareButton}
      {items.some((post) => post.problem !== null) && <p className="text-soft">{words.renew}</p>}
      {counted && <p className="text-sm text-soft">{words.notCaused(counted.countedDays)}</p>}
      {(['draft', 'posted', 'skipped'] as const).map((status) => {
        const own = items.filter((post) => post.status === status)
        if (own.length === 0) return null
        const title = { draft: words.drafts, posted: words.posted, skipped: words.skipped }[status]
        return (
          <section key={status} aria-label={title} className="flex flex-col gap-3">
            <h2 className="text-lg font-bold">{title}</h2>
            <ul className="flex flex-col gap-3">
              {own.map((post) => (
                <SocialPostCard key={post.postId} post={post} shopName={shopName} />
              ))}
            </ul>
          </section>
        )
      })}
      {posts.hasNextPage && (
        <Button isBusy={posts.isFetchingNextPage} onClick={() => void posts.fetchNextPage()}>
          {words.more}
        </Button>
      )}
      {items.length > 0 && <ExportLinks list="social-posts" />}
    </Page>
  )
}
