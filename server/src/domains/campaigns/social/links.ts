import type { Transaction } from '#platform/context'
import { listChatAddresses } from '#domains/conversations'
import { createShortLink, shortAddress } from '#domains/customers'
import { addClick, changePost, findPost } from './store.ts'
import type { SocialPostRow } from './tables.ts'

/** Where a post's link leads: the shop's chat, with the code of the post already written. `undefined` while no account has an address. */
export async function followPost(tx: Transaction, postId: string, isPerson: boolean): Promise<string | undefined> {
  const post = await findPost(tx, postId)
  if (!post) return undefined
  const [first] = await listChatAddresses(tx, { words: `Halo, saya mau tanya. Kode ${post.code}`, code: post.code })
  if (first && isPerson) await addClick(tx, post.id)
  return first?.address
}

/** Gives posts a short link each, as soon as the shop has a chat that a link can open and an address that others reach. */
export async function withLinks(tx: Transaction, posts: SocialPostRow[]): Promise<Map<string, string>> {
  if (!tx.baseUrl().startsWith('https://') || (await listChatAddresses(tx, { words: '', code: '' })).length === 0) return new Map()
  const links = new Map<string, string>()
  for (const post of posts) {
    const code = post.linkCode ?? (await changePost(tx, post, { linkCode: await createShortLink(tx, 'social-post', post.id) })).linkCode
    if (code) links.set(post.id, shortAddress(tx, code))
  }
  return links
}
