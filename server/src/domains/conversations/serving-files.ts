import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '#platform/context'
import { protect } from '#platform/http/protect'

/** What a browser may show in place; our own re-encoding or the bytes themselves proved the type. */
const shownInline = new Set(['image/jpeg', 'image/png', 'image/webp', 'audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/aac', 'audio/wav', 'audio/amr', 'video/mp4', 'video/webm', 'video/3gpp', 'video/quicktime'])

/**
 * Sends a stored file (S05): pictures, sound and video in place, everything else as a download of plain bytes; never
 * sniffed, never run, in an empty sandbox. Answers one byte range, which phones ask for before they play a sound.
 */
export async function sendFile(ctx: Pick<Context, 'files' | 'businessId'>, file: { fileKey: string; mediaType: string; name: string; bytes: number | null }, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const isInline = shownInline.has(file.mediaType)
  const stream = await ctx.files.open(ctx.businessId, file.fileKey)
  protect(reply)
    .header('cache-control', 'private, max-age=3600')
    .header('content-disposition', `${isInline ? 'inline' : 'attachment'}; filename="berkas"; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .type(isInline ? file.mediaType : 'application/octet-stream')
  const range = file.bytes === null ? undefined : readRange(request.headers.range, file.bytes)
  if (file.bytes !== null) reply.header('accept-ranges', 'bytes')
  if (!range) return reply.send(stream)
  reply.status(206).header('content-range', `bytes ${range.from}-${range.to}/${file.bytes}`).header('content-length', range.to - range.from + 1)
  return reply.send(Readable.from(cut(stream, range)))
}

function readRange(header: string | undefined, bytes: number): { from: number; to: number } | undefined {
  const match = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? '')
  if (!match) return undefined
  const from = Number(match[1])
  const to = match[2] === '' ? bytes - 1 : Math.min(Number(match[2]), bytes - 1)
  return from <= to ? { from, to } : undefined
}

async function* cut(stream: AsyncIterable<Buffer>, { from, to }: { from: number; to: number }): AsyncGenerator<Buffer> {
  let at = 0
  for await (const part of stream) {
    const start = Math.max(0, from - at)
    const end = Math.min(part.length, to + 1 - at)
    if (start < end) yield part.subarray(start, end)
    at += part.length
    if (at > to) return
  }
}
