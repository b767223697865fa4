import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'

/** Opens the port and tells the address; one that cannot be had ends in a sentence with its cure. */
export async function listenOn(server: Pick<FastifyInstance, 'listen'>, at: { port: number; host: string }): Promise<string> {
  return server.listen(at).catch((error: unknown) => {
    const sentence = error instanceof Error && 'code' in error ? sentences[String(error.code)] : undefined
    if (!sentence) throw error
    throw new AppError({ code: 'http.port_refused', status: 500, message: sentence(at), cause: error })
  })
}

const sentences: Record<string, (at: { port: number; host: string }) => string> = {
  EADDRINUSE: ({ port }) => `Port ${port} sedang dipakai program lain. Data Anda aman. Tutup program itu, atau pilih port lain: PORT=${port + 1} npm start`,
  EACCES: ({ port }) => `Port ${port} tidak boleh dibuka oleh pengguna ini. Data Anda aman. Pilih port di atas 1023, misalnya: PORT=3000 npm start`,
  EADDRNOTAVAIL: ({ host }) => `Alamat ${host} bukan milik komputer ini. Data Anda aman. Perbaiki HOST, atau kosongkan.`,
}
