import { spawnSync } from 'node:child_process'
import type { UsedElsewhere } from './harness.ts'

/**
 * Peers from Debian run in their own process, on one thread. The first Python that has the modules wins:
 * the one on the path, else Debian's.
 */
const oneThread = { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' }

export interface Python {
  /** For the `against` column, such as `numpy 1.24.2`. */
  versions: string
  /**
   * Runs `def run(data): …` of `script` on `input`, both JSON. Import time and JSON are outside the clock.
   * A script that raises makes this throw with its stderr.
   */
  run: <T>(script: string, input: unknown) => UsedElsewhere<T>
}

/** A Python that can import all of `modules`, or undefined (then call `skip`). */
export function findPython(modules: readonly string[]): Python | undefined {
  const imports = modules.map((name) => `import ${name}; print('${name}', ${name}.__version__)`).join('\n')
  for (const command of ['python3', '/usr/bin/python3']) {
    const probe = spawnSync(command, ['-c', imports], { encoding: 'utf8', env: oneThread })
    if (probe.status !== 0) continue
    const versions = probe.stdout.trim().split('\n').join(', ')
    return { versions, run: (script, input) => runPython(command, script, input) }
  }
  return undefined
}

/** Whether a command answers at all, such as `Rscript` or `fasttext`. */
export function hasCommand(command: string, args: readonly string[] = ['--version']): boolean {
  return spawnSync(command, [...args], { stdio: 'ignore' }).error === undefined
}

/** Whether R can load a package; the version, or undefined. */
export function findRPackage(name: string): string | undefined {
  const probe = spawnSync('Rscript', ['-e', `cat(as.character(packageVersion("${name}")))`], { encoding: 'utf8' })
  return probe.status === 0 ? probe.stdout.trim() : undefined
}

function runPython<T>(command: string, script: string, input: unknown): UsedElsewhere<T> {
  const program = `import json, sys, time
data = json.load(sys.stdin)
${script}
cpu = time.process_time(); wall = time.perf_counter()
answer = run(data)
print(json.dumps({'cpuSeconds': time.process_time() - cpu, 'wallSeconds': time.perf_counter() - wall, 'answer': answer}))
`
  const result = spawnSync(command, ['-c', program], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    env: oneThread,
    maxBuffer: 1 << 30,
  })
  if (result.status !== 0) throw new Error(`Python peer failed: ${result.stderr}`)
  const lastLine = result.stdout.trimEnd().split('\n').at(-1) ?? ''
  // The program above is ours: its last line has this shape; what the answer holds is the caller's to say.
  return JSON.parse(lastLine) as UsedElsewhere<T>
}
