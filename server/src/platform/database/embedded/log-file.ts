import { closeSync, fstatSync, openSync, readSync, statSync, writeFileSync } from 'node:fs'

const keptLines = 200
const keptBytes = 64 * 1024
const largestBytes = 4 * 1024 * 1024

/**
 * The server writes its log to a file of its own, not to a pipe, so that it outlives a killed Laris and the next one
 * reads on.
 */
export function openLog(path: string): { fd: number; start: number } {
  shortenLog(path)
  const fd = openSync(path, 'a', 0o600)
  return { fd, start: fstatSync(fd).size }
}

/** The last lines, from byte `start` on. */
export function readLog(path: string, start = 0): string[] {
  let fd: number
  try {
    fd = openSync(path, 'r')
  } catch {
    return []
  }
  try {
    const size = fstatSync(fd).size
    const from = Math.max(size < start ? 0 : start, size - keptBytes)
    const bytes = Buffer.alloc(size - from)
    readSync(fd, bytes, 0, bytes.length, from)
    const lines = bytes.toString('utf8').split('\n').filter((line) => line !== '')
    return lines.slice(-keptLines)
  } finally {
    closeSync(fd)
  }
}

/** Keeps a log bounded. The server appends, so cutting it under its hands is safe. */
export function shortenLog(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > largestBytes) writeFileSync(path, `${readLog(path).join('\n')}\n`, { mode: 0o600 })
}
