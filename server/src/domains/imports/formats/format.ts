import type { ImportFile } from '../files/file.ts'

/** One row of a catalogue file as it was understood, with what is wrong about it in words. */
export interface ReadRow {
  /** Line or row of the file, from 1, as the owner sees it. */
  line: number
  sku?: string
  name: string
  variant: string
  category?: string
  description?: string
  price: number | null
  stock?: number
  weightGrams?: number
  problems: RowProblem[]
  /** What stood there, for the owner to compare. */
  original: string
}

/** A row with its place among all rows of its file, from 1: one line may hold several goods. */
export type NumberedRow = ReadRow & { row: number }

export interface RowProblem {
  code: 'not_goods' | 'price_missing' | 'price_unclear' | 'name_missing' | 'stock_unclear' | 'duplicate_sku' | 'weight_unclear'
  sentence: string
  /** A guess that the owner may take with one tap; never used by itself. */
  suggestion?: number
}

/** Columns of a table matched to our fields: field → column index. */
export type Mapping = Partial<Record<CatalogField, number>>
export const catalogFields = ['sku', 'name', 'variant', 'category', 'description', 'price', 'stock', 'weightGrams'] as const
export type CatalogField = (typeof catalogFields)[number]

/** A kind of file that a catalogue can come from. Adding one is adding a folder here and a line in the registry. */
export interface CatalogFormat {
  format: string
  /** Whether a file that begins so is of this kind; the first format that says so reads it. */
  recognises(head: Uint8Array): boolean
  /** Rows one by one, so that memory stays flat. `mapping` overrides what the format finds by itself. */
  read(file: ImportFile, mapping?: Mapping): AsyncIterable<ReadRow>
  /** Headings and the mapping found, for formats that have columns. */
  columns?(file: ImportFile): Promise<{ headings: string[]; mapping: Mapping }>
}
