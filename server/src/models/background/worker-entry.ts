import { parentPort, workerData } from 'node:worker_threads'
import { ModelInputError } from '../input-error.ts'
import type { WorkerMessage } from './run-in-worker.ts'

interface Task {
  module: string
  name: string
  args: unknown[]
}

const send = (message: WorkerMessage, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer)
const { module, name, args } = workerData as Task // Only `runInWorker` starts this file.

try {
  const exports: Record<string, unknown> = await import(module)
  const run = exports[name]
  if (typeof run !== 'function') throw new TypeError(`${module} exports no function ${name}`)
  const last = args.at(-1)
  const given = isPlain(last) ? [...args.slice(0, -1), { ...last, onProgress: (progress: number) => send({ progress }) }] : args
  const result: unknown = await run(...given)
  send({ result }, [...buffersOf(result)])
} catch (error) {
  if (error instanceof ModelInputError) send({ refusal: { code: error.code, message: error.message } })
  else send({ error })
}

/** Typed arrays anywhere in plain objects and lists, each buffer once: handing them over costs the main thread nothing. */
function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer)
  } else if (Array.isArray(value) || isPlain(value)) {
    for (const inner of Object.values(value)) if (typeof inner === 'object') buffersOf(inner, found)
  }
  return found
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
