import { SaxesParser } from 'saxes'
import { AppError } from '#platform/errors'
import { damaged, openArchive, readEntry, tooLarge, type Archive } from './archive.ts'
import type { Cell, CellRow } from './cell.ts'
import { readHeld, type ImportFile } from './file.ts'

const mostIndexBytes = 20 * 1_048_576
const mostSharedCharacters = 80_000_000
const mostColumns = 2_000
const mostCellCharacters = 100_000

/** Rows of all sheets that a person sees of an XLSX file, streamed: only the texts that its cells share are held. */
export async function* readWorkbook(file: ImportFile, mostPerSheet = Infinity): AsyncGenerator<CellRow> {
  const archive = await openArchive(await readHeld(file))
  const sheets = await listSheets(archive)
  const shared = archive.has('xl/sharedStrings.xml') ? await readSharedStrings(archive) : []
  for (const [index, name] of sheets.entries()) {
    let count = 0
    for await (const row of readSheet(archive, name, index, shared)) {
      yield row
      if (++count >= mostPerSheet) break
    }
  }
}

/** Sheet files in the order of the tabs; hidden ones, where shops keep their costs, only when there is nothing else. */
async function listSheets(archive: Archive): Promise<string[]> {
  const targets = new Map<string, string>()
  const shown: string[] = []
  const hidden: string[] = []
  if (archive.has('xl/_rels/workbook.xml.rels') && archive.has('xl/workbook.xml')) {
    await scan(archive, 'xl/_rels/workbook.xml.rels', (tag, attribute) => {
      if (tag === 'Relationship') targets.set(attribute('Id'), attribute('Target'))
    })
    await scan(archive, 'xl/workbook.xml', (tag, attribute) => {
      if (tag === 'sheet') (/hidden/i.test(attribute('state')) ? hidden : shown).push(attribute('r:id') || attribute('id'))
    })
  }
  const named = (shown.length > 0 ? shown : hidden).flatMap((id) => {
    const target = targets.get(id)
    if (target === undefined) return []
    return [target.startsWith('/') ? target.slice(1) : `xl/${target}`]
  })
  const sheets = named.filter((name) => archive.has(name))
  if (sheets.length > 0) return sheets
  const unnamed = archive.names.filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name)).sort()
  if (unnamed.length === 0) throw damaged()
  return unnamed
}

async function scan(archive: Archive, name: string, visit: (tag: string, attribute: (name: string) => string) => void): Promise<void> {
  const parser = new SaxesParser()
  parser.on('opentag', ({ name: tag, attributes }) => visit(localName(tag), (attribute) => attributes[attribute] ?? ''))
  try {
    parser.write((await readEntry(archive, name, mostIndexBytes)).toString('utf8')).close()
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(cause)
  }
}

async function readSharedStrings(archive: Archive): Promise<string[]> {
  const strings: string[] = []
  let text = ''
  let isText = false
  let phonetic = 0
  let length = 0
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => {
    const tag = localName(name)
    if (tag === 'si') text = ''
    else if (tag === 't') isText = true
    else if (tag === 'rPh') phonetic++
  })
  parser.on('text', (piece) => {
    if (!isText || phonetic > 0) return
    length += piece.length
    if (length > mostSharedCharacters) throw tooLarge()
    text += piece
  })
  parser.on('closetag', ({ name }) => {
    const tag = localName(name)
    if (tag === 't') isText = false
    else if (tag === 'rPh') phonetic--
    else if (tag === 'si') strings.push(cleanText(text))
  })
  for await (const _ of feed(archive, 'xl/sharedStrings.xml', parser));
  return strings
}

async function* readSheet(archive: Archive, name: string, sheet: number, shared: string[]): AsyncGenerator<CellRow> {
  let rows: CellRow[] = []
  let row = 0
  let cells: Cell[] = []
  let column = -1
  let type = ''
  let value = ''
  let phonetic = 0
  let reads: 'v' | 't' | undefined
  const parser = new SaxesParser()
  parser.on('opentag', ({ name: full, attributes }) => {
    const tag = localName(full)
    if (tag === 'row') {
      const given = Number(attributes['r'])
      row = Number.isInteger(given) && given > 0 ? given : row + 1
      cells = []
      column = -1
    } else if (tag === 'c') {
      const given = attributes['r'] ? columnOf(attributes['r']) : -1
      column = given >= 0 ? given : column + 1
      if (column >= mostColumns) throw tooLarge()
      type = attributes['t'] ?? 'n'
      value = ''
    } else if (tag === 'v') reads = 'v'
    else if (tag === 't') reads = 't'
    else if (tag === 'rPh') phonetic++
  })
  parser.on('text', (piece) => {
    if (reads && phonetic === 0 && value.length < mostCellCharacters) value += piece
  })
  parser.on('closetag', ({ name: full }) => {
    const tag = localName(full)
    if (tag === 'v' || tag === 't') reads = undefined
    else if (tag === 'rPh') phonetic--
    else if (tag === 'c') {
      if (value !== '') place(cells, column, cellOf(type, value, shared))
    } else if (tag === 'row' && cells.some((cell) => cell !== '')) rows.push({ sheet, line: row, cells })
  })
  for await (const _ of feed(archive, name, parser)) {
    if (rows.length === 0) continue
    yield* rows
    rows = []
  }
}

/** Writes a file of the archive into the parser, piece by piece; yields after each so that rows can be taken. */
async function* feed(archive: Archive, name: string, parser: SaxesParser): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8')
  const stream = await archive.open(name)
  let sinceTag = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const text = decoder.decode(chunk, { stream: true })
      const tag = text.lastIndexOf('<')
      sinceTag = tag < 0 ? sinceTag + text.length : text.length - tag
      // One endless text or tag: the parser would collect it in memory.
      if (sinceTag > 4_000_000) throw tooLarge()
      parser.write(text)
      yield
    }
    parser.close()
    yield
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(cause)
  } finally {
    stream.destroy()
  }
}

function cellOf(type: string, value: string, shared: string[]): Cell {
  if (type === 's') return shared[Number(value)] ?? ''
  if (type === 'n') {
    const number = Number(value)
    return Number.isFinite(number) ? number : cleanText(value)
  }
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  return type === 'e' ? '' : cleanText(value)
}

function place(cells: Cell[], column: number, cell: Cell): void {
  while (cells.length < column) cells.push('')
  cells[column] = cell
}

/** `BC12` → 54; -1 when it is no reference. */
function columnOf(reference: string): number {
  let column = 0
  for (const character of reference) {
    const code = character.charCodeAt(0)
    if (code < 65 || code > 90) break
    column = column * 26 + (code - 64)
  }
  return column - 1
}

/** Sheets write line breaks as `_x000D_`. */
function cleanText(text: string): string {
  return (text.includes('_x000') ? text.replaceAll('_x000D_', '').replaceAll('_x000A_', '\n').replaceAll('_x0009_', '\t') : text).trim()
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
