import type { Weekday } from '../knowledge/knowledge.ts'
import type { PromoRule } from '../knowledge/terms.ts'
import type { Details } from './details.ts'
import type { Intent } from './intents.ts'
import type { Mention } from './mentions.ts'
import type { Place } from './places.ts'
import type { Reading } from './reading.ts'
import type { Register } from './register.ts'

/** A product that the customer wants so many of, kept over the messages of a conversation. */
export interface WantedLine {
  rows: number[]
  quantity: number | null
}

export interface RankedIntent {
  intent: Intent
  confidence: number
}

/** What is remembered from message to message. */
export interface DialogueState {
  /** Products last spoken of. */
  focus: Mention[]
  wanted: WantedLine[]
  place: Place | null
  isPickup: boolean
  isFirstOrder: boolean
  isPreorder: boolean
  method: string | null
  promos: PromoRule[]
  /** Days of the week that the order is for. */
  days: Weekday[]
  intent: Intent | null
  /** What the customer speaks of has been passed to a person. */
  isPassedOn: boolean
  /** Paying at the door was asked about. */
  asksCod: boolean
  /** A suggestion was asked for before. */
  budget: number | null
}

/** The last message of a conversation, understood in the light of those before. */
export interface Request {
  reading: Reading
  details: Details
  register: Register
  /** Best first. */
  intents: RankedIntent[]
  /** What else is asked in the same message. */
  also: Intent[]
  /** Products of this message, or those it takes over from before. */
  mentions: Mention[]
  /** Whether `mentions` were said in this message. */
  isNamed: boolean
  /** Products of this message that are wanted no more. */
  dropped: Mention[]
  /** Things asked for that the shop's catalogue does not have. */
  unknownItems: string[]
  wanted: WantedLine[]
  place: Place | null
  isPickup: boolean
  isFirstOrder: boolean
  method: string | null
  promos: PromoRule[]
  /** Days of the week spoken of, in this message or for this order before. */
  days: Weekday[]
  /** Everything that was wanted has been given up. */
  isEmptied: boolean
  /** Most that the customer wants to spend, rupiah. */
  budget: number | null
  /** Price that the customer offers. */
  offer: number | null
  cues: ReadonlySet<string>
  isUpset: boolean
  /** Index of words that a product or variant explains. */
  explained: ReadonlySet<number>
  previous: DialogueState
}
