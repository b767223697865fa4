import { channelSuite } from '../channel-suite.ts'
import { email } from './index.ts'
import { startFakeMail } from './testing.ts'

channelSuite({ type: email, start: startFakeMail })
