import type { GlobalDatabase, Services } from './platform/context.ts'
import type { ContextFactory } from './platform/context-factory.ts'

/** Loads the three example businesses, once. */
export async function loadDemo(_installation: Services & GlobalDatabase & ContextFactory): Promise<void> {}
