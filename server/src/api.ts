import { businesses } from './domains/businesses/module.ts'
import type { ApiOf } from './platform/http/route.ts'

/** Every domain of the product, lowest floor first. */
export const modules = { businesses }

/** The one table of routes: handlers, permissions, `openapi.json` and the browser's client come from it. */
export const routes = { ...businesses.routes }

export type Api = ApiOf<typeof routes>
