import { z } from 'zod'
import { route } from '#platform/http/route'
import { summariseToday } from '../today.ts'

export const todayRoutes = {
  getTodaySummary: route({
    method: 'GET',
    path: '/api/today',
    summary: 'Chats of today: how many, answered by the assistant, waiting for a person',
    permission: 'conversations.read',
    answer: z.object({ chats: z.number().int(), answeredByAssistant: z.number().int(), waiting: z.number().int() }),
    handle: (ctx) => ctx.transaction(summariseToday),
  }),
}
