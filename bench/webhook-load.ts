/** Sends prepared requests over keep-alive connections and times the answers, with as little work of its own as possible. */
import { connect, type Socket } from 'node:net'

export interface LoadResult {
  /** Milliseconds from when each request was due (open loop) or sent (closed loop), in order of the requests. */
  latencies: number[]
  statuses: Map<number, number>
  wallSeconds: number
}

/** As fast as `connections` allow, one request in flight on each. */
export async function closedLoop(port: number, requests: Buffer[], connections: number): Promise<LoadResult> {
  let next = 0
  return run(port, requests, connections, () => (next < requests.length ? { index: next++, dueAt: performance.now() } : undefined))
}

/** `rate` requests per second, whatever the answers do: a stall counts for everyone who had to wait. */
export async function openLoop(port: number, requests: Buffer[], rate: number, connections = 256): Promise<LoadResult> {
  const startedAt = performance.now() + 50
  let next = 0
  return run(port, requests, connections, () => (next < requests.length ? { index: next, dueAt: startedAt + (next++ * 1_000) / rate } : undefined))
}

interface Turn {
  index: number
  dueAt: number
}

async function run(port: number, requests: Buffer[], connections: number, take: () => Turn | undefined): Promise<LoadResult> {
  const latencies = new Array<number>(requests.length).fill(NaN)
  const statuses = new Map<number, number>()
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const startedAt = performance.now()
  await Promise.all(
    sockets.map(async (socket) => {
      for (let turn = take(); turn; turn = take()) {
        const waitMs = turn.dueAt - performance.now()
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
        const status = await ask(socket, requests[turn.index])
        latencies[turn.index] = performance.now() - turn.dueAt
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    }),
  )
  const wallSeconds = (performance.now() - startedAt) / 1_000
  for (const socket of sockets) socket.destroy()
  return { latencies, statuses, wallSeconds }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    socket.once('connect', () => resolve(socket)).once('error', reject)
  })
}

/** One request, one answer; answers here carry a `content-length`. */
function ask(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = ''
    const onData = (part: Buffer) => {
      text += part.toString('latin1')
      const headEnd = text.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? NaN)
      const isWhole = Number.isNaN(length) ? text.endsWith('0\r\n\r\n') : text.length >= headEnd + 4 + length
      if (!isWhole) return
      socket.off('data', onData).off('error', reject).off('close', onClose)
      resolve(Number(text.slice(9, 12)))
    }
    const onClose = () => reject(new Error('The connection was closed before the answer'))
    socket.on('data', onData).once('error', reject).once('close', onClose)
    socket.write(request)
  })
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
}
