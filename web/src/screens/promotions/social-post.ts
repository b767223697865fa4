import type { Answer } from '../../api/client.ts'

export type SocialPost = Answer<'listSocialPosts'>['items'][number]
