import { readFile } from 'node:fs/promises'
import { writeDurably } from '../durable-file.ts'
import type { Layout } from './layout.ts'

/** Notes how far the write-ahead log was on disk, so that a start that recovers less can say so (F13). */
export async function writePosition(layout: Layout, position: string): Promise<void> {
  parsePosition(position)
  await writeDurably(layout.position, `${position}\n`)
}

/** Whether the recovered log ends before a position that was once on disk: committed data is gone. */
export async function isBehind(layout: Layout, recovered: string): Promise<boolean> {
  const noted = await readFile(layout.position, 'utf8').catch(() => undefined)
  return noted !== undefined && noted.trim() !== '' && parsePosition(recovered) < parsePosition(noted)
}

function parsePosition(text: string): bigint {
  const match = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(text.trim())
  if (!match) throw new Error(`Not a log position: ${text.slice(0, 20)}`)
  return (BigInt(`0x${match[1]}`) << 32n) + BigInt(`0x${match[2]}`)
}
