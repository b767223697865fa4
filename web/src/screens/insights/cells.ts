import { number, rupiah } from '../../ui/format.ts'
import type { Report } from './queries.ts'
import { insightWords } from './words.ts'
import { chosenLanguage } from '../../locales/locale.ts'

type Cell = Report['rows'][number][number]
type Column = Report['columns'][number]

/** A cell as people read it; what is not known is a dash. */
export function shownCell(cell: Cell, column: Column, report: string): string {
  const words = insightWords()
  if (cell === null) return '–'
  if (typeof cell === 'string') return column.kind === 'day' ? dayOf(cell) : wordOf(cell, column, report)
  if (column.kind === 'rupiah') return rupiah(cell)
  if (column.kind === 'percent') return `${number(cell)}%`
  if (column.kind === 'seconds') return words.duration(cell)
  return number(cell)
}

function wordOf(cell: string, column: Column, report: string): string {
  const words = insightWords()
  if (report === 'funnel' && column.key === 'step') return words.steps[cell] ?? cell
  if (report === 'attribution' && column.key === 'touch') return words.touchKinds[cell] ?? cell
  if (report === 'attribution' && cell === '') return words.otherCampaigns
  if (column.key === 'outlook') return words.outlooks[cell] ?? cell
  if (column.key === 'channel') return channelName(cell)
  if (cell === '' && (column.key === 'place' || column.key === 'name')) return words.unknown
  return cell
}

/** Where something came in, as people call it. */
export function channelName(channel: string): string {
  const names: Record<string, string> = insightWords().channelNames
  return names[channel] ?? channel
}

export function dayOf(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(chosenLanguage() === 'en' ? 'en-GB' : 'id-ID', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
}
