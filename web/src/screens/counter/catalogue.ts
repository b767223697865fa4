import type { Answer } from '../../api/client.ts'

/** Goods, receipt head and QRIS, as the device keeps them. */
export type Catalogue = Answer<'readCounter'>
