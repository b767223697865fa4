import sharp, { type Metadata, type Sharp } from 'sharp'

/** Pictures that are drawn anew. SVG is none of them: it is a document that can run. */
export const reencodedTypes: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'])

/** Larger pictures are decompression bombs, or more than anybody looks at in a chat. */
const mostPixels = 60_000_000
const longestSide = 2_560

sharp.concurrency(1)
sharp.cache(false)

/** A picture that is not kept; the message is for people. */
export class ImageRefused extends Error {}

/** Draws a picture anew: upright, at most 2,560 pixels a side, without metadata; of a moving one, the first frame. */
export async function reencodeImage(bytes: Uint8Array): Promise<{ bytes: Uint8Array; mediaType: string; extension: string }> {
  const metadata = await sharp(bytes, { limitInputPixels: false }).metadata().catch(unreadable)
  const pixels = (metadata.width ?? 0) * (metadata.pageHeight ?? metadata.height ?? 0)
  if (pixels > mostPixels) throw new ImageRefused(`Foto ${Math.round(pixels / 1_000_000)} megapiksel terlalu besar, jadi tidak disimpan. Minta dikirim ulang lebih kecil.`)
  const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 }).autoOrient().resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true }).timeout({ seconds: 30 })
  const [encoded, mediaType, extension] = encode(image, metadata)
  return { bytes: await encoded.toBuffer().catch(unreadable), mediaType, extension }
}

function encode(image: Sharp, { format, hasAlpha }: Metadata): [Sharp, mediaType: string, extension: string] {
  if (format === 'png') return [image.png({ compressionLevel: 7 }), 'image/png', 'png']
  if (format === 'webp' || hasAlpha) return [image.webp({ quality: 85 }), 'image/webp', 'webp']
  return [image.jpeg({ quality: 85, mozjpeg: false }), 'image/jpeg', 'jpg']
}

function unreadable(): never {
  throw new ImageRefused('Foto ini rusak, jadi tidak disimpan. Minta dikirim ulang.')
}
