import type { Answer } from '../../api/client.ts'

/** What one file would do; exactly one of its parts is there. */
export type FilePreview = Answer<'nameImportColumns'>
/** What a price list or a pasted text would do. */
export type CatalogPreview = NonNullable<FilePreview['catalog']>
export type Decisions = { corrections?: { row: number; price?: number; isSkipped?: boolean }[]; ownSenders?: string[] }

/** A price list that was read on its own, as one of the things a file may be. */
export function asPreview({ importId, name, format, ...catalog }: Answer<'previewPastedPriceList'>): FilePreview {
  return { importId, name, format, kind: 'catalog', catalog, orders: null, chat: null, table: null }
}
