import type { FastifyRequest } from 'fastify'
import type { Context } from '#platform/context'
import { AppError, invalidInput } from '#platform/errors'
import { takeInFile } from './incoming-file.ts'
import type { StoredAttachment } from './new-message.ts'

export interface Upload {
  file: StoredAttachment
  /** The other fields of the form, as text. */
  fields: Record<string, string>
}

/** One file and a few text fields from a multipart form; the file is checked and stored while it arrives. */
export async function receiveUpload(ctx: Pick<Context, 'files' | 'businessId'>, request: FastifyRequest, maxBytes: number): Promise<Upload> {
  if (!request.isMultipart()) throw invalidInput('Kirim berkas sebagai formulir (multipart/form-data).')
  const fields: Record<string, string> = {}
  let file: StoredAttachment | undefined
  try {
    for await (const part of request.parts({ limits: { files: 1, fields: 10, fieldSize: 65_536, fileSize: maxBytes + 1 } })) {
      if (part.type === 'field') {
        fields[part.fieldname] = String(part.value)
        continue
      }
      const result = await takeInFile(ctx, part.file, { name: part.filename, mediaType: part.mimetype }, maxBytes)
      if ('refused' in result) throw refusedFile(result.refused)
      file = result.stored
    }
  } catch (error) {
    if (file) await ctx.files.remove(ctx.businessId, file.fileKey)
    throw error
  }
  if (!file) throw invalidInput('Belum ada berkas yang dipilih.')
  return { file, fields }
}

function refusedFile(reason: string): AppError {
  return new AppError({ code: 'conversations.file_refused', status: 413, message: reason })
}
