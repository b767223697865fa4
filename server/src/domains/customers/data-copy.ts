import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Context, Transaction } from '#platform/context'
import { findOwnBusiness, recordAudit } from '#domains/businesses'
import { renderDataPage } from './data-page.ts'
import { addTimelineEntries } from './timeline-entries.ts'
import { collectRows, type CollectedFile, type CollectedTable } from './personal-rows.ts'
import { referTo } from './person-reference.ts'

interface DataCopy {
  shopName: string
  takenAt: Date
  tables: CollectedTable[]
  files: (CollectedFile & { path: string })[]
}

/**
 * Everything kept of one person as a ZIP: `data.json` for programs, `data.html` for people, and their files. The files are
 * read while the archive is written.
 */
export async function streamDataCopy(ctx: Context, customerId: string): Promise<Readable> {
  const copy = await ctx.transaction((tx) => takeCopy(tx, customerId))
  const zip = new ZipFile()
  const options = { mtime: copy.takenAt }
  zip.addBuffer(Buffer.from(JSON.stringify({ shop: copy.shopName, takenAt: copy.takenAt, tables: Object.fromEntries(copy.tables.map(({ table, rows }) => [table, rows])) }, null, 2)), 'data.json', options)
  zip.addBuffer(Buffer.from(renderDataPage(copy)), 'data.html', options)
  for (const file of copy.files) {
    zip.addReadStreamLazy(file.path, options, (done) => done(null, Readable.from(readFile(ctx, file.key))))
  }
  zip.end()
  // The library's type is older than its stream.
  return zip.outputStream as Readable
}

/** A file that is gone must not cost the person the rest. */
async function* readFile(ctx: Context, key: string): AsyncIterable<Buffer> {
  try {
    yield* await ctx.files.open(ctx.businessId, key)
  } catch {
    yield Buffer.from('Berkas ini sudah tidak ada.')
  }
}

async function takeCopy(tx: Transaction, customerId: string): Promise<DataCopy> {
  const person = await referTo(tx, customerId)
  const { tables, files } = await collectRows(tx, tx.personalData ?? [], person)
  await recordAudit(tx, { action: 'customer.data-copy', subjectType: 'customer', subjectId: customerId, after: { tables: tables.length, files: files.length } })
  await addTimelineEntries(tx, [{ customerId: person.customerIds[0] ?? customerId, eventKey: `data-copy:${customerId}:${tx.now().toISOString()}`, kind: 'data-copied', at: tx.now() }])
  return {
    shopName: (await findOwnBusiness(tx))?.name ?? '',
    takenAt: tx.now(),
    tables,
    files: files.map((file, index) => ({ ...file, path: `berkas/${index + 1}-${safeName(file.name)}` })),
  }
}

/** Names come from outside: no folders, no dots in front, nothing that a file system dislikes. */
function safeName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._ -]+/gu, '_').replace(/^[. ]+/, '').slice(-100) || 'berkas'
}
