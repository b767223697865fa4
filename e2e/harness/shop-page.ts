import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A shop's own page on another origin, with the strictest policy that the manual promises to work under. */
export async function startShopPage(larisUrl: string, embedCode: string): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((request, response) => {
    if (request.url === '/toko.css') return response.writeHead(200, { 'content-type': 'text/css' }).end('body { margin: 0; font: 18px/1.6 system-ui, sans-serif; color: #3b2f2f; background: #fffaf3; } main { max-width: 40rem; padding: 3rem 2rem; }')
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': `default-src 'none'; script-src ${larisUrl}; frame-src ${larisUrl}; style-src 'self'; img-src data:` })
    response.end(`<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Dapur Bu Sri</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/toko.css"></head><body><main><h1>Dapur Bu Sri</h1><p>Katering dan oleh-oleh Semarang.</p></main>${embedCode}</body></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // `address()` is a port on a listening TCP server.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://toko.localhost:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
