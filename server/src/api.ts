import { activity } from './domains/activity/module.ts'
import { adoption } from './domains/adoption/module.ts'
import { assistant } from './domains/assistant/module.ts'
import { businesses } from './domains/businesses/module.ts'
import { campaigns } from './domains/campaigns/module.ts'
import { catalog } from './domains/catalog/module.ts'
import { conversations } from './domains/conversations/module.ts'
import { customers } from './domains/customers/module.ts'
import { imports } from './domains/imports/module.ts'
import { insights } from './domains/insights/module.ts'
import { orders } from './domains/orders/module.ts'
import { recommendations } from './domains/recommendations/module.ts'
import { demo } from './demo.ts'
import { maintenance } from './maintenance.ts'
import type { ApiOf } from './platform/http/route.ts'

/** Every domain of the product, lowest floor first. */
export const modules = { businesses, customers, catalog, activity, conversations, orders, recommendations, assistant, campaigns, insights, imports, adoption, demo, maintenance }

/** The one table of routes: handlers, permissions, `openapi.json` and the browser's client come from it. */
export const routes = { ...businesses.routes, ...customers.routes, ...catalog.routes, ...activity.routes, ...conversations.routes, ...orders.routes, ...recommendations.routes, ...assistant.routes, ...campaigns.routes, ...insights.routes, ...imports.routes, ...adoption.routes, ...demo.routes, ...maintenance.routes }

export type Api = ApiOf<typeof routes>
