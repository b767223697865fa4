import { channelSuite } from '../channel-suite.ts'
import { telegram } from './index.ts'
import { startFakeTelegram } from './testing.ts'

channelSuite({ type: telegram, start: startFakeTelegram })
