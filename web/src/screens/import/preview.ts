import type { Answer } from '../../api/client.ts'

/** What one file would do; exactly one of its parts is there. */
export type FilePreview = Answer<'nameImportColumns'>
/** What a price list or a pasted text would do. */
export type CatalogPreview = NonNullable<FilePreview['catalog']>
export type Decisions = { corrections?: { line: number; price?: number; isSkipped?: boolean }[]; ownSenders?: string[] }
