import { Worker } from 'node:worker_threads'
import { ModelInputError } from '../input-error.ts'

export interface WorkerTask {
  /** The module's `import.meta.url`, or a URL beside it. */
  module: URL
  /** The exported function to call. */
  name: string
  /** Its arguments, copied to the worker; the last one, when a plain object, gets `onProgress` added. */
  args: readonly unknown[]
}

export interface WorkerControl {
  /** Called with the share done, 0 to 1, by fits that can tell. */
  onProgress?: (share: number) => void
  /** Ends the worker at once, whatever it is doing; the promise rejects with the signal's reason. */
  signal?: AbortSignal
}

/** Far more than a fit needs; typed arrays do not count. A worker that grows beyond it ends alone, as a rule, and the promise rejects. */
const heapMegabytes = 4_096

/** What the worker sends: progress any number of times, then one result or one error. */
export type WorkerMessage = { progress: number } | { result: unknown } | { refusal: Pick<ModelInputError, 'code' | 'message'> } | { error: unknown }

/**
 * Calls a function of `models` on a thread of its own, so that a heavy fit does not hold up requests. Arguments travel by
 * structured clone: plain data and typed arrays, no functions; the buffers of the result are handed over, not copied. A
 * `ModelInputError` arrives as one; other errors lose their class.
 *
 * `Result` is what the named function returns; the compiler cannot see through the thread, so say it where you call.
 */
export function runInWorker<Result>(task: WorkerTask, { onProgress, signal }: WorkerControl = {}): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const worker = new Worker(new URL('./worker-entry.ts', import.meta.url), { workerData: { ...task, module: task.module.href }, resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } })
    const abort = () => finish(() => reject(signal?.reason))
    const finish = (settle: () => void) => {
      signal?.removeEventListener('abort', abort)
      void worker.terminate()
      settle()
    }
    signal?.addEventListener('abort', abort, { once: true })
    worker.on('message', (message: WorkerMessage) => {
      if ('progress' in message) onProgress?.(message.progress)
      else if ('refusal' in message) finish(() => reject(new ModelInputError(message.refusal.code, message.refusal.message)))
      else if ('error' in message) finish(() => reject(message.error))
      else finish(() => resolve(message.result as Result)) // Named by the caller, see above.
    })
    worker.once('error', (error) => finish(() => reject(error)))
    worker.once('exit', (code) => reject(new Error(`The worker ended with code ${code} before it had a result`)))
  })
}
