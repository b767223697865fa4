import { marketplaceSuite } from '../marketplace-suite.ts'
import { startFakeLazada } from './testing.ts'

marketplaceSuite('lazada', startFakeLazada, (index) => ({ itemId: String(550_000 + index), externalId: String(880_000 + index) }))
