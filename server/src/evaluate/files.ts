import { access, constants, readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { fileOfBytes, fileOfPath, type ImportFile } from '../domains/imports/files/file.ts'
import { UsageError } from './task.ts'

const mostUnpackedBytes = 1_000_000_000

/** A file named on the command line, plain or `.gz`, as the importer reads files. */
export async function openFile(path: string): Promise<ImportFile> {
  try {
    await access(path, constants.R_OK)
    if (!path.endsWith('.gz')) return fileOfPath(path)
    return fileOfBytes(gunzipSync(await readFile(path), { maxOutputLength: mostUnpackedBytes }))
  } catch (error) {
    throw new UsageError(`Berkas tidak terbaca: ${path}`, { cause: error })
  }
}
