import { isUtf8 } from 'node:buffer'
import type { ImportFile } from './file.ts'

/** Text of a file in the encodings that shop computers write: UTF-8 with or without mark, UTF-16, else Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  const utf16 = findUtf16(bytes)
  if (utf16) return new TextDecoder(utf16).decode(bytes)
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes)
}

/** The same as a stream of pieces that end with a line, so that a character is never cut. */
export async function* decodeStream(file: ImportFile): AsyncIterable<string> {
  let rest: Buffer = Buffer.alloc(0)
  let decode: ((bytes: Buffer) => string) | undefined
  for await (const chunk of (await file.open()) as AsyncIterable<Buffer>) {
    decode ??= createDecoder(chunk)
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const end = bytes.lastIndexOf(0x0a) + 1
    // In UTF-16 a line feed is two bytes; its decoder keeps halves itself.
    const cut = end === 0 && bytes.length < 1_048_576 ? 0 : end || bytes.length
    if (cut > 0) yield decode(bytes.subarray(0, cut))
    rest = bytes.subarray(cut)
  }
  if (rest.length > 0) yield (decode ?? createDecoder(rest))(rest)
}

function createDecoder(head: Buffer): (bytes: Buffer) => string {
  const utf16 = findUtf16(head)
  if (utf16) {
    const decoder = new TextDecoder(utf16)
    return (bytes) => decoder.decode(bytes, { stream: true })
  }
  const windows = new TextDecoder('windows-1252')
  let isKnown = false
  let isFirst = true
  // Once a file has shown proper UTF-8 letters, a bad byte in it is damage and not another encoding.
  return (bytes) => {
    const isFine = isUtf8(bytes)
    if (isFine && !isKnown) isKnown = bytes.some((byte) => byte >= 0x80)
    const text = isFine || isKnown ? bytes.toString('utf8') : windows.decode(bytes)
    const hasMark = isFirst && text.startsWith('\uFEFF')
    isFirst = false
    return hasMark ? text.slice(1) : text
  }
}

function findUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const pairs = Math.min(bytes.length >> 1, 200)
  let zerosAfter = 0
  let zerosBefore = 0
  for (let index = 0; index < pairs; index++) {
    if (bytes[index * 2] === 0) zerosBefore++
    if (bytes[index * 2 + 1] === 0) zerosAfter++
  }
  if (pairs >= 4 && zerosAfter > pairs * 0.7 && zerosBefore === 0) return 'utf-16le'
  if (pairs >= 4 && zerosBefore > pairs * 0.7 && zerosAfter === 0) return 'utf-16be'
  return undefined
}
