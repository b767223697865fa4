/**
 * Imports: a shop's own files become its catalogue. A file is recognised by its content, previewed with a reason for each
 * row that is not clear, written as one job with progress, and can be taken back whole. The same file twice changes nothing.
 */
export { applyImport, getImport, undoImport } from './imports.ts'
export { previewCatalogFile, type CatalogPreview } from './previews.ts'
