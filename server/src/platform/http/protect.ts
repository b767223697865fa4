import type { FastifyReply } from 'fastify'

/** A file shown in place (S05): never sniffed, never run, in an empty sandbox, for this site alone. */
export function protect(reply: FastifyReply): FastifyReply {
  return reply.header('x-content-type-options', 'nosniff').header('content-security-policy', "default-src 'none'; sandbox").header('cross-origin-resource-policy', 'same-origin')
}
