import type { Kysely, Transaction as KyselyTransaction } from 'kysely'
import type { Clock } from './clock.ts'
import type { FileStore } from './files/store.ts'
import type { OutboundFetch, ReachHost } from './http/outbound.ts'
import type { LanguageModel } from './llm/model.ts'
import type { Logger } from './log.ts'
import type { Maintenance } from './maintenance.ts'
import type { PersonalDataKeeper } from './personal-data.ts'

/** Who acts. Stored with every audit entry, never shown outside the business. */
export type Actor =
  | { kind: 'member'; memberId: string; accountId: string; role: string; sessionId: string }
  | { kind: 'api-key'; apiKeyId: string; scopes: string[] }
  | { kind: 'customer'; customerId: string }
  | { kind: 'assistant' }
  | { kind: 'system' }

/** What every use case gets besides its input. */
export interface Services {
  clock: Clock
  random(): number
  fetch: OutboundFetch
  reach: ReachHost
  llm: LanguageModel | undefined
  files: FileStore
  log: Logger
  secrets: SecretBox
  /** Public address of this Laris, without a trailing slash. */
  baseUrl(): string
  apiUrls: Record<string, string>
  /** Backups and the state of the machine; absent in processes that hold no data directory. */
  maintenance?: Maintenance
  /** What every domain keeps of people; set by the wiring. */
  personalData?: readonly PersonalDataKeeper[]
}

/** Encrypts what must be read again later (channel tokens), with a key outside the database. */
export interface SecretBox {
  seal(plain: string): string
  open(sealed: string): string
  /** HMAC-SHA-256 in hex under a key derived for one purpose: link signatures, widget identities. */
  sign(purpose: string, text: string): string
}

/** One business, one actor. Everything that touches tenant rows happens inside `transaction`. */
export interface Context extends Services {
  readonly businessId: string
  readonly actor: Actor
  readonly requestId: string | undefined
  now(): Date
  /** Runs the work in one database transaction bound to the business. No network call belongs inside. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** The same business seen as another actor, e.g. the assistant answering. */
  as(actor: Actor): Context
}

/** A `Context` bound to an open transaction. */
export interface Transaction extends Omit<Context, 'transaction' | 'as' | 'fetch' | 'reach'> {
  /** Rows of this business only: row level security is set, and `tenant(tx)` filters as well. */
  readonly db: KyselyTransaction<object>
  /** Tells whoever listens, after commit and at least once. Payloads carry ids and facts, never whole records. */
  emit(event: DomainEvent): Promise<void>
  /** Plans a job in the same transaction. */
  enqueue(job: JobRequest): Promise<void>
  /** Tells open screens of this business that something changed. */
  notify(change: LiveChange): Promise<void>
  /** Runs after the commit, in this process only; for waking things up, never for work that must happen. */
  afterCommit(action: () => void): void
}

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

export interface DomainEvent {
  /** Past tense, `noun.happened`. */
  type: string
  /** Events with the same key are handled one after the other, in order. */
  key?: string
  payload: Record<string, JsonValue>
}

export interface JobRequest {
  /** Imperative, kebab-case: `expire-unpaid-orders`. */
  name: string
  payload: Record<string, JsonValue>
  /** Not before this moment; now when left out. */
  runAt?: Date
  /** Jobs with the same key run one after the other. */
  key?: string
  /** Jobs of one lane take half of a worker's places at most; one for each thing outside that may hang. Lanes `kind:name` of one kind take no more than that together. */
  lane?: string
  /** A second job with the same name and `onceKey` that still waits is not planned again. */
  onceKey?: string
}

export interface LiveChange {
  /** What changed: `conversation`, `product`, `import`, … */
  topic: string
  id?: string
}

/** Access to the few global tables (accounts, memberships, routing, queue): no tenant rows. */
export interface GlobalDatabase {
  db: Kysely<object>
}
