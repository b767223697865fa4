import { parentPort, workerData } from 'node:worker_threads'
import type { WorkerMessage } from './run-in-worker.ts'

interface Task {
  module: string
  name: string
  args: unknown[]
}

const send = (message: WorkerMessage) => parentPort?.postMessage(message)
const { module, name, args } = workerData as Task // Only `runInWorker` starts this file.

try {
  const exports: Record<string, unknown> = await import(module)
  const run = exports[name]
  if (typeof run !== 'function') throw new TypeError(`${module} exports no function ${name}`)
  const last = args.at(-1)
  const isOptions = typeof last === 'object' && last !== null && Object.getPrototypeOf(last) === Object.prototype
  const given = isOptions ? [...args.slice(0, -1), { ...last, onProgress: (progress: number) => send({ progress }) }] : args
  send({ result: await run(...given) })
} catch (error) {
  send({ error })
}
