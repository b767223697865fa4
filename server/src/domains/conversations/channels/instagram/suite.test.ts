import { channelSuite } from '../channel-suite.ts'
import { instagram } from './index.ts'
import { startFakeInstagram } from './testing.ts'

channelSuite({ type: instagram, start: startFakeInstagram })
