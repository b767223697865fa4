import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What a running server writes about itself into its data directory. */
export interface PostmasterFile {
  pid: number
  startedAt: Date
  port: number
  /** Set when it listens on loopback instead of its socket. */
  listensOn: string | undefined
  status: 'starting' | 'ready' | 'stopping'
}

export function postmasterFilePath(cluster: string): string {
  return join(cluster, 'postmaster.pid')
}

/** `undefined` when there is none or it is still being written. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(postmasterFilePath(cluster), 'utf8').catch(() => '')
  const [pid, , started, port, , address, , status = ''] = text.split('\n').map((line) => line.trim())
  // A negative number marks a standalone backend, which is no server.
  if (!/^\d+$/.test(pid ?? '') || !/^\d+$/.test(started ?? '')) return undefined
  return {
    pid: Number(pid),
    startedAt: new Date(Number(started) * 1000),
    port: Number(port),
    listensOn: address || undefined,
    status: status === 'ready' ? 'ready' : status === 'stopping' ? 'stopping' : 'starting',
  }
}
