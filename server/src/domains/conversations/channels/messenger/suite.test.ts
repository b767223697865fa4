import { channelSuite } from '../channel-suite.ts'
import { messenger } from './index.ts'
import { startFakeMessenger } from './testing.ts'

channelSuite({ type: messenger, start: startFakeMessenger })
