import type { ShopIndex } from '../brain/knowledge/indexed-shop.ts'
import type { Request } from '../brain/understand/request.ts'
import { orderWords, plainWords, type OrderWords } from './words.ts'

/** One message of a customer, as taking an order sees it. */
export interface OrderTurn {
  index: ShopIndex
  request: Request
  text: string
  say: OrderWords
  plain: ReturnType<typeof plainWords>
  conversationId: string
  customerId: string
  /** By what the channel knows; empty when it knows nothing. */
  customerName: string
  /** Only a number that the channel vouches for. */
  phone: string | null
  /** The last that the customer read was ours: a "yes" can only mean that. */
  isLastSaid: boolean
  /** Nothing is written: the owner tries the assistant. */
  isTrial: boolean
  /** Until what time goods are held, as `16.40`. */
  until(minutes: number): string
}

type Given = Omit<OrderTurn, 'say' | 'plain'>

export const orderTurn = (given: Given): OrderTurn => inLanguage(given, given.request.register === 'english')

export const inLanguage = (given: Given, isEnglish: boolean): OrderTurn => ({ ...given, say: orderWords(isEnglish), plain: plainWords(isEnglish) })
