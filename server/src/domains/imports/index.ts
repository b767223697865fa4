/**
 * Imports: a shop's own files become its catalogue, orders, customers and suggestions, and its lists become files again.
 * A file is recognised by its content, previewed with a reason for each row that is not clear, written as one job with
 * progress, and can be taken back whole. The same file twice changes nothing.
 */
export { applyImport, undoImport } from './imports.ts'
export { getImport } from './store.ts'
export { previewCatalogFile, receiveFile, type ImportPreview } from './uploads.ts'
