import { channelSuite } from '../channel-suite.ts'
import { whatsapp } from './index.ts'
import { startFakeWhatsapp } from './testing.ts'

channelSuite({ type: whatsapp, start: startFakeWhatsapp })
