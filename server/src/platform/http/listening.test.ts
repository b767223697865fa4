import { createServer, type AddressInfo } from 'node:net'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { listenOn } from './listening.ts'

test('a port that another program has is named, with the way on', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo // a TCP server's
  const server = fastify()
  await expect(listenOn(server, { port, host: '127.0.0.1' })).rejects.toMatchObject({ code: 'http.port_refused', message: expect.stringMatching(new RegExp(`Port ${port} sedang dipakai.*PORT=${port + 1} npm start`)) })
  await server.close()
  other.close()
})

test('an address of another computer is named too', async () => {
  const server = fastify()
  await expect(listenOn(server, { port: 0, host: '192.0.2.1' })).rejects.toMatchObject({ message: expect.stringContaining('192.0.2.1 bukan milik komputer ini') })
  await server.close()
})
