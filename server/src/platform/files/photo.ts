import { buffer } from 'node:stream/consumers'
import type { FastifyRequest } from 'fastify'
import sharp from 'sharp'
import { invalidInput } from '#platform/errors'

export const mostPhotoBytes = 15 * 1_048_576
/** Larger pictures are decompression bombs, or more than a phone takes. */
const mostPixels = 60_000_000

/** The picture of a form's first file, drawn anew: upright, at most 1,600 pixels a side, without where it was taken. */
export async function readPhoto(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) throw invalidInput('Kirim foto sebagai formulir (multipart/form-data).')
  const file = await request.file({ limits: { files: 1, fileSize: mostPhotoBytes } })
  if (!file) throw invalidInput('Belum ada foto yang dipilih.')
  const bytes = await file.toBuffer()
  const { format } = await sharp(bytes, { limitInputPixels: false }).metadata().catch(unreadable)
  // A document that can draw and run, not a photo.
  if (format === 'svg') unreadable()
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
    .autoOrient()
    .resize({ width: 1_600, height: 1_600, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .timeout({ seconds: 30 })
    .toBuffer()
    .catch(unreadable)
}

function unreadable(): never {
  throw invalidInput('Foto ini tidak terbaca. Ambil lagi fotonya.')
}

const smallSide = 192

/** As small as a list shows it; of what `readPhoto` has drawn. */
export async function shrinkPhoto(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return sharp(await buffer(content)).resize({ width: smallSide, height: smallSide, fit: 'cover' }).jpeg({ quality: 75 }).timeout({ seconds: 10 }).toBuffer()
}

/** Between 4:5 and 1.91:1, as feeds take pictures, with white beside what is narrower or wider; of what `readPhoto` has drawn. */
export async function frameForFeed(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const picture = sharp(await buffer(content))
  const { width, height } = await picture.metadata()
  // A pixel to spare, so that rounding never leaves the range.
  const frame = { width: Math.max(width, Math.ceil(height * 0.8) + 1), height: Math.max(height, Math.ceil(width / 1.91) + 1) }
  return picture.resize({ ...frame, fit: 'contain', background: '#ffffff' }).jpeg({ quality: 85 }).timeout({ seconds: 20 }).toBuffer()
}
