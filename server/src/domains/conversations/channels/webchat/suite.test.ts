import { channelSuite } from '../channel-suite.ts'
import { webchat } from './index.ts'
import { startNoProvider } from './testing.ts'

channelSuite({ type: webchat, start: startNoProvider, sendsAway: false })
