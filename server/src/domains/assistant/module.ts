import type { DomainModule } from '#platform/module'
import { answerMessage } from './answering.ts'
import { tellExpired, tellPaid } from './ordering/order-news.ts'
import { askChatPayment } from './ordering/payment-asking.ts'
import { releasePlaces } from './ordering/taking.ts'
import { orderingRoutes } from './ordering/routes.ts'
import { listFiles } from './list-files.ts'
import { tellParcel } from './parcel-news.ts'
import { askRating, planChatRating, planOrderRating } from './ratings/asking.ts'
import { ratingRoutes } from './ratings/routes.ts'
import { routes } from './routes.ts'

export const assistant = {
  name: 'assistant',
  routes: { ...routes, ...orderingRoutes, ...ratingRoutes, ...listFiles },
  events: [
    { type: 'message.received', name: 'assistant.answer', handle: answerMessage },
    { type: 'shipment.moved', name: 'assistant.tell-parcel', handle: tellParcel },
    { type: 'payment.received', name: 'assistant.tell-paid', handle: tellPaid },
    { type: 'order.cancelled', name: 'assistant.tell-expired', handle: tellExpired },
    { type: 'conversation.closed', name: 'assistant.plan-chat-rating', handle: planChatRating },
    { type: 'order.completed', name: 'assistant.plan-order-rating', handle: planOrderRating },
  ],
  jobs: [
    { name: 'ask-chat-payment', handle: askChatPayment },
    { name: 'release-chat-places', handle: releasePlaces },
    { name: 'ask-rating', handle: askRating },
  ],
} satisfies DomainModule
