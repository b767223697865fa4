import type { Config } from './config.ts'
import { systemClock, type Clock } from './clock.ts'
import type { Services } from './context.ts'
import type { FileStore } from './files/store.ts'
import { createReach } from './http/outbound-client.ts'
import type { OutboundFetch, ReachHost } from './http/outbound.ts'
import type { LanguageModel } from './llm/model.ts'
import type { Logger } from './log.ts'
import type { Maintenance } from './maintenance.ts'
import { createSecretBox } from './secrets.ts'

export interface ServiceParts {
  config: Pick<Config, 'apiUrls'>
  secretKey: string
  log: Logger
  fetch: OutboundFetch
  /** Public hosts alone unless given. */
  reach?: ReachHost
  files: FileStore
  llm?: LanguageModel | undefined
  maintenance?: Maintenance | undefined
  clock?: Clock
  random?: () => number
  baseUrl: () => string
}

/** Puts together what every use case gets; tests replace the clock, the network and the language model. */
export function createServices(parts: ServiceParts): Services {
  return {
    clock: parts.clock ?? systemClock,
    random: parts.random ?? Math.random,
    fetch: parts.fetch,
    reach: parts.reach ?? createReach({ allowedHosts: [] }),
    llm: parts.llm,
    files: parts.files,
    log: parts.log,
    secrets: createSecretBox(parts.secretKey),
    baseUrl: parts.baseUrl,
    apiUrls: parts.config.apiUrls,
    ...(parts.maintenance ? { maintenance: parts.maintenance } : {}),
  }
}
