import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { join } from 'node:path'

export interface Address {
  /** The socket's folder, or 127.0.0.1. */
  host: string
  port: number
}

const loopback = '127.0.0.1'
const socketPort = 5432
const longestSocketPath = 100

/** A unix socket inside the (0700) database folder where there are sockets and the path is short enough, else loopback. */
export async function chooseAddress(cluster: string): Promise<Address> {
  const path = join(cluster, `.s.PGSQL.${socketPort}`)
  const hasSocket = process.platform !== 'win32' && Buffer.byteLength(path) < longestSocketPath
  return hasSocket ? { host: cluster, port: socketPort } : { host: loopback, port: await findFreePort() }
}

export function isLoopback(address: Address): boolean {
  return address.host === loopback
}

/** Below the ranges from which systems take ports for outgoing connections, so that a restart finds it free again. */
async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
  throw new Error('No free port between 20000 and 32000')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, loopback, () => probe.close(() => resolve(true)))
  })
}
