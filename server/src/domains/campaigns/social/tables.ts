import type { OutletProblem } from '#domains/conversations'

export const postStatuses = ['draft', 'posted', 'skipped'] as const
export type PostStatus = (typeof postStatuses)[number]

export interface SocialPostRow {
  businessId: string
  id: string
  variantId: string
  productId: string
  code: string
  status: PostStatus
  name: string
  price: number
  available: number
  /** Days without a sale; `null` when nothing of it was ever sold here. */
  idleDays: number | null
  softCaption: string
  casualCaption: string
  hashtags: string
  isEdited: boolean
  postedAt: Date | null
  /** Code of its short link; `null` until it has one. */
  linkCode: string | null
  clicks: number
  createdAt: Date
}

export interface SocialPostChatRow {
  businessId: string
  id: string
  postId: string
  conversationId: string
  customerId: string
  at: Date
}

/** `planned` (may be taken back) → `sending` → `published` | `failed` | `uncertain`, which only a person settles. */
export const publicationStatuses = ['planned', 'sending', 'published', 'uncertain', 'failed'] as const

export interface SocialPublicationRow {
  businessId: string
  id: string
  postId: string
  channelId: string
  /** What people call the page. */
  outlet: string
  text: string
  photoKey: string | null
  status: (typeof publicationStatuses)[number]
  /** What the provider made ready, and what it shows. */
  preparedId: string | null
  externalId: string | null
  link: string | null
  error: OutletProblem | null
  createdAt: Date
}
