import { Readable } from 'node:stream'
import { fileTypeFromBuffer } from 'file-type'
import type { Context } from '#platform/context'
import { ImageRefused, reencodeImage, reencodedTypes } from './image-cleaning.ts'
import type { StoredAttachment } from './new-message.ts'

/** Largest file that is taken in, whatever a channel would allow. */
export const mostFileBytes = 25 * 1_048_576
/** Pictures pass through memory to be drawn anew. */
const mostImageBytes = 20 * 1_048_576
/** Enough for every signature that is looked for. */
const headBytes = 4_200

export type FileResult = { stored: StoredAttachment } | { refused: string }

/**
 * Takes in a file from outside (S05, F32). What it is, its bytes say, not its name: pictures are drawn anew, without
 * metadata and within pixel limits; everything else is kept as it came, and whoever serves it decides from `mediaType`
 * whether a browser may show it. The size is counted while it arrives, and a refusal says it in words.
 */
export async function takeInFile(ctx: Pick<Context, 'files' | 'businessId'>, content: AsyncIterable<Uint8Array>, declared: { name: string; mediaType: string }, maxBytes = mostFileBytes): Promise<FileResult> {
  const source = limited(content, maxBytes)
  try {
    const head = await readHead(source)
    if (head.length === 0) return { refused: 'Berkas kosong, jadi tidak disimpan. Minta dikirim ulang.' }
    const detected = await fileTypeFromBuffer(head).catch(() => undefined)
    const name = safeName(declared.name)
    const whole = joined(head, source)
    if (detected && reencodedTypes.has(detected.mime)) return { stored: await storeImage(ctx, whole, name) }
    const mediaType = plainType(detected?.mime, declared.mediaType)
    const file = await ctx.files.put(ctx.businessId, Readable.from(whole))
    return { stored: { fileKey: file.key, bytes: file.bytes, mediaType, name } }
  } catch (error) {
    if (error instanceof TooLarge) return { refused: tooLarge(error.maxBytes) }
    if (error instanceof ImageRefused) return { refused: error.message }
    throw error
  }
}

export function tooLarge(maxBytes: number, bytes?: number): string {
  const size = bytes === undefined ? `lebih dari ${inMegabytes(maxBytes)}` : inMegabytes(bytes)
  return `Berkas ${size} terlalu besar, jadi tidak disimpan. Batasnya ${inMegabytes(maxBytes)}. Minta dikirim ulang lebih kecil.`
}

async function storeImage(ctx: Pick<Context, 'files' | 'businessId'>, content: AsyncIterable<Uint8Array>, name: string): Promise<StoredAttachment> {
  const parts: Uint8Array[] = []
  for await (const part of limited(content, mostImageBytes)) parts.push(part)
  const image = await reencodeImage(Buffer.concat(parts))
  const file = await ctx.files.put(ctx.businessId, image.bytes)
  return { fileKey: file.key, bytes: file.bytes, mediaType: image.mediaType, name: `${name.replace(/\.\w{1,5}$/, '')}.${image.extension}` }
}

class TooLarge extends Error {
  readonly maxBytes: number
  constructor(maxBytes: number) {
    super('file too large')
    this.maxBytes = maxBytes
  }
}

async function* limited(content: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const part of content) {
    bytes += part.length
    if (bytes > maxBytes) throw new TooLarge(maxBytes)
    yield part
  }
}

async function readHead(source: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let bytes = 0
  while (bytes < headBytes) {
    const { done, value } = await source.next()
    if (done) break
    parts.push(value)
    bytes += value.length
  }
  return Buffer.concat(parts)
}

async function* joined(head: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head
  yield* rest
}

/** Only what the bytes prove counts as a picture, sound or video; anything a browser would run or draw is plain bytes. */
function plainType(detected: string | undefined, declared: string): string {
  const type = (detected ?? declared).split(';')[0].trim().toLowerCase()
  const aliases: Record<string, string | undefined> = { 'audio/x-m4a': 'audio/mp4', 'audio/opus': 'audio/ogg', 'application/ogg': 'audio/ogg' }
  const known = aliases[type] ?? type
  const isProven = detected !== undefined
  const isMedia = /^(image|audio|video)\//.test(known)
  const isActive = /(svg|html|xml|script|wasm|flash)/.test(known)
  return /^[\w.+-]+\/[\w.+-]+$/.test(known) && !isActive && (isProven || !isMedia) && !known.startsWith('image/') ? known : 'application/octet-stream'
}

/** A name to save under: no folders, no control or direction characters (they hide the real ending), not too long. */
export function safeName(name: string): string {
  // The beginning, which people read, and the end, which says what it is.
  const clean = (name.length > 400 ? `${name.slice(0, 300)}${name.slice(-100)}` : name)
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  if (clean.length <= 120) return clean || 'Berkas'
  const ending = /\.\w{1,10}$/.exec(clean)?.[0] ?? ''
  return clean.slice(0, 120 - ending.length) + ending
}

function inMegabytes(bytes: number): string {
  const megabytes = bytes / 1_048_576
  return `${megabytes >= 10 ? Math.round(megabytes) : megabytes.toFixed(1).replace('.', ',')} MB`
}
