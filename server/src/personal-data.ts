import type { PersonalDataKeeper } from './platform/personal-data.ts'
import { personalData as activity } from './domains/activity/personal-data.ts'
import { personalData as adoption } from './domains/adoption/personal-data.ts'
import { personalData as assistant } from './domains/assistant/personal-data.ts'
import { personalData as businesses } from './domains/businesses/personal-data.ts'
import { personalData as campaigns } from './domains/campaigns/personal-data.ts'
import { personalData as catalog } from './domains/catalog/personal-data.ts'
import { personalData as conversations } from './domains/conversations/personal-data.ts'
import { personalData as customers } from './domains/customers/personal-data.ts'
import { personalData as imports } from './domains/imports/personal-data.ts'
import { personalData as insights } from './domains/insights/personal-data.ts'
import { personalData as orders } from './domains/orders/personal-data.ts'
import { personalData as recommendations } from './domains/recommendations/personal-data.ts'

/** What each domain keeps of people, lowest floor first. A new domain with a table adds its own. */
export const personalDataKeepers: readonly PersonalDataKeeper[] = [businesses, customers, catalog, activity, conversations, orders, recommendations, assistant, campaigns, insights, imports, adoption]
