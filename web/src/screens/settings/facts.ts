import type { Answer } from '../../api/client.ts'

/** What the shop says about itself, as the form edits it. */
export type Facts = Answer<'getShopFacts'>['facts']
