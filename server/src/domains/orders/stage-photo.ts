import type { FastifyRequest } from 'fastify'
import sharp from 'sharp'
import { invalidInput } from '#platform/errors'

export const mostPhotoBytes = 15 * 1_048_576
/** Larger pictures are decompression bombs, or more than a phone takes. */
const mostPixels = 60_000_000

/** The picture of a form's first file, drawn anew: upright, at most 1,600 pixels a side, without where it was taken. */
export async function readStagePhoto(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) throw invalidInput('Kirim foto sebagai formulir (multipart/form-data).')
  const file = await request.file({ limits: { files: 1, fileSize: mostPhotoBytes } })
  if (!file) throw invalidInput('Belum ada foto yang dipilih.')
  const bytes = await file.toBuffer()
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
    .autoOrient()
    .resize({ width: 1_600, height: 1_600, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .timeout({ seconds: 30 })
    .toBuffer()
    .catch(() => {
      throw invalidInput('Foto ini tidak terbaca. Ambil lagi fotonya.')
    })
}
