import { Readable } from 'node:stream'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { AppError, invalidInput } from '#platform/errors'

/** Files inside a ZIP, by name. Nothing is ever written to disk, so a name is never a path. */
export interface Archive {
  names: string[]
  has(name: string): boolean
  open(name: string): Promise<Readable>
}

const mostEntries = 20_000
const mostUnpackedBytes = 1_500 * 1_048_576
/** Spreadsheets pack 10 to 60 times; a bomb packs about a thousand times. */
const bombRatio = 250
const bombBytes = 50 * 1_048_576

/** ZIP and XLSX files begin so. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
}

/** Opens a ZIP strictly: names that leave the archive, encryption, and sizes that give a bomb away are refused. */
export async function openArchive(bytes: Buffer): Promise<Archive> {
  let zip: ZipFile
  const entries = new Map<string, Entry>()
  try {
    zip = await fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true, validateEntrySizes: true })
    let unpacked = 0
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize
      if (entries.size >= mostEntries || unpacked > mostUnpackedBytes || isBomb(entry)) throw tooLarge()
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry)
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(cause)
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    async open(name) {
      const entry = entries.get(name)
      if (!entry || entry.isEncrypted()) throw damaged()
      try {
        return await zip.openReadStreamPromise(entry)
      } catch (cause) {
        throw damaged(cause)
      }
    },
  }
}

/** Bytes of one file inside, refused beyond `most`. */
export async function readEntry(archive: Archive, name: string, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of (await archive.open(name)) as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > most) throw tooLarge()
      chunks.push(chunk)
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(cause)
  }
  return Buffer.concat(chunks)
}

function isBomb(entry: Entry): boolean {
  return entry.uncompressedSize > bombBytes && entry.uncompressedSize > entry.compressedSize * bombRatio
}

export function damaged(cause?: unknown): AppError {
  return new AppError({ code: 'invalid_input', status: 400, message: 'Berkas rusak atau terkunci kata sandi. Belum ada yang disimpan. Buka di Excel, simpan ulang, lalu coba lagi.', cause })
}

export function tooLarge(): AppError {
  return invalidInput('Isi berkas terlalu besar setelah dibuka, jadi ditolak. Belum ada yang disimpan.')
}
