import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { toProblem } from './problems.ts'

/** Serves the built web app; every address that is not an API or a file is the app's own page. */
export async function serveWeb(server: FastifyInstance, webDir: string | undefined): Promise<void> {
  const hasPages = webDir !== undefined && existsSync(join(webDir, 'index.html'))
  if (hasPages) {
    await server.register(fastifyStatic, {
      root: webDir,
      wildcard: false,
      setHeaders(response, path) {
        const isHashed = path.startsWith(join(webDir, 'assets'))
        response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  server.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && !/^\/(api|hooks|widget|assets)\//.test(request.url) && (request.headers.accept ?? '').includes('text/html')
    if (hasPages && wantsPage) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return reply.status(404).type('application/problem+json').send(JSON.stringify(toProblem({ statusCode: 404 }, request.id)))
  })
}
