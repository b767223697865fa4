import { route } from '#platform/http/route'
import { getRatingSettings, ratingSettings, saveRatingSettings } from './settings.ts'

export const ratingRoutes = {
  getRatingSettings: route({
    method: 'GET',
    path: '/api/ratings/settings',
    summary: 'Whether and how often customers are asked how it was',
    permission: 'assistant.read',
    answer: ratingSettings,
    handle: (ctx) => ctx.transaction(getRatingSettings),
  }),
  saveRatingSettings: route({
    method: 'PUT',
    path: '/api/ratings/settings',
    summary: 'Decide whether and how often customers are asked how it was',
    permission: 'assistant.write',
    body: ratingSettings,
    answer: ratingSettings,
    handle: (ctx, { body }) => ctx.transaction((tx) => saveRatingSettings(tx, body)),
  }),
}
