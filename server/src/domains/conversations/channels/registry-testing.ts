import { startFakeTelegram } from './telegram/testing.ts'
import { startFakeWhatsapp } from './whatsapp/testing.ts'

/**
 * Stand-ins for providers, by what tests of the domain need of a channel rather than by its name: one with a window,
 * templates and statuses that carry our key, and one that is polled and knows groups.
 */
export const startWindowedProvider = startFakeWhatsapp
export const startPolledProvider = startFakeTelegram

export type WindowedProvider = Awaited<ReturnType<typeof startWindowedProvider>>
export type PolledProvider = Awaited<ReturnType<typeof startPolledProvider>>
