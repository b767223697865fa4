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
