import { tasks } from './registry.ts'
import { UsageError } from './task.ts'

/** Runs `evaluate <task> …`: JSON on stdout, diagnostics on stderr. Resolves to the exit code. */
export async function evaluate(args: string[]): Promise<number> {
  const [name = '', ...rest] = args
  const load = Object.hasOwn(tasks, name) ? tasks[name] : undefined
  if (!load) return fail(`Tugas tidak dikenal: "${name}". Pilihan: ${Object.keys(tasks).join(', ')}`)
  const task = await load()
  try {
    const result = task.run(rest)
    if (Symbol.asyncIterator in result) {
      for await (const line of result) await print(line)
    } else {
      await print(await result)
    }
    return 0
  } catch (error) {
    if (error instanceof UsageError) return fail(`${error.message}\nPemakaian: evaluate ${task.usage}`)
    if (error instanceof Error && 'code' in error) return fail(error.message)
    throw error
  }
}

function print(value: object): Promise<void> {
  const text = `${JSON.stringify(value, (_, item) => (typeof item === 'number' && !Number.isFinite(item) ? null : item))}\n`
  return new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())))
}

function fail(message: string): number {
  process.stderr.write(`${message}\n`)
  return 2
}
