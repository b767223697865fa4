/** A cell as the file holds it: text, or a number where a spreadsheet says that it is one. Empty is `''`. */
export type Cell = string | number

export interface CellRow {
  /** Place of the sheet in its file, from 0; always 0 in text files. */
  sheet: number
  /** Line or row, from 1, as a person sees it. */
  line: number
  cells: Cell[]
}

/** A cell as a person sees it. */
export function textOf(cell: Cell | undefined): string {
  return cell === undefined ? '' : typeof cell === 'number' ? String(cell) : cell
}
