import type { DomainModule } from '#platform/module'
import { answerMessage } from './answering.ts'
import { tellParcel } from './parcel-news.ts'
import { routes } from './routes.ts'

export const assistant = {
  name: 'assistant',
  routes,
  events: [{ type: 'message.received', name: 'assistant.answer', handle: answerMessage },
    { type: 'shipment.moved', name: 'assistant.tell-parcel', handle: tellParcel }],
} satisfies DomainModule
