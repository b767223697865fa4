import type { Answer } from '../../api/client.ts'

/** What a file or a pasted list would do. */
export type Preview = Answer<'previewPastedPriceList'>
