import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Taken } from './provider.ts'

export interface MeasuredProvider extends AsyncDisposable {
  url: string
  pid: number | undefined
  taken(): Promise<Taken>
}

/** Starts the stand-in, whose answers must not wait for whoever measures. */
export async function startMeasuredProvider(perSecond: number, seed: number): Promise<MeasuredProvider> {
  const child = fork(fileURLToPath(new URL('./provider.ts', import.meta.url)), [String(perSecond), String(seed)])
  // Sent by the stand-in alone, here and below.
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return {
    url,
    pid: child.pid,
    async taken() {
      const answer = once(child, 'message')
      child.send('tell')
      const [taken] = (await answer) as [Taken]
      return taken
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
