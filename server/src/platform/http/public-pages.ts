import type { FastifyInstance } from 'fastify'
import { renderReference, referenceStyle, type OpenApiDocument } from './reference.ts'

export interface PublicPagesOptions {
  document: OpenApiDocument
  baseUrl(): string
  /** Where to report a weakness: a `mailto:` or `https:` address. */
  securityContact: string | undefined
  now(): Date
}

const lifetimeMs = 180 * 86_400_000

/** Pages for people who build on Laris or look after it: the API reference, and where to report a weakness (RFC 9116). */
export function servePublicPages(server: FastifyInstance, options: PublicPagesOptions): void {
  const reference = renderReference(options.document)
  server.get('/api/openapi.json', { config: { operation: 'openapi' } }, () => options.document)
  server.get('/api/docs', { config: { operation: 'docs' } }, (_request, reply) => reply.type('text/html; charset=utf-8').send(reference))
  server.get('/api/docs/style.css', { config: { operation: 'docs' } }, (_request, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(referenceStyle))
  server.get('/.well-known/security.txt', { config: { operation: 'security' } }, (_request, reply) => reply.type('text/plain; charset=utf-8').send(securityText(options)))
}

function securityText({ baseUrl, securityContact, now }: PublicPagesOptions): string {
  return [
    `Contact: ${securityContact ?? `${baseUrl()}/`}`,
    `Expires: ${new Date(now().getTime() + lifetimeMs).toISOString()}`,
    'Preferred-Languages: id, en',
    `Canonical: ${baseUrl()}/.well-known/security.txt`,
    '',
  ].join('\n')
}
