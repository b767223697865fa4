import type { DomainModule } from '#platform/module'
import { answerMessage } from './answering.ts'
import { routes } from './routes.ts'

export const assistant = {
  name: 'assistant',
  routes,
  events: [{ type: 'message.received', name: 'assistant.answer', handle: answerMessage }],
} satisfies DomainModule
