import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import { cases } from './hostile/cases.ts'
import { judge, type Verdict } from './hostile/judge.ts'

/**
 * `npm run hostile-data [-- part of a name] [--rows 10000000]`: every fit of the models on ten million rows or on data
 * made to break it, each in a process of its own. It must answer with plain numbers, say that there is not enough data, or
 * refuse with a typed error, within the CPU seconds and the memory of its case. Exit code 1 when one does not.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { rows: { type: 'string', default: '10000000' }, one: { type: 'string' } } })
const heapMegabytes = 6_144

if (values.one !== undefined) {
  process.stdout.write(JSON.stringify(judge(cases[values.one])))
} else {
  const chosen = Object.keys(cases).filter((name) => name.includes(positionals.join(' ')))
  const failures: string[] = []
  for (const name of chosen) {
    const { text, isBad } = await runApart(name)
    if (isBad) failures.push(name)
    process.stdout.write(`${isBad ? 'FAILS ' : 'holds '} ${name}: ${text}\n`)
  }
  process.stdout.write(`${chosen.length - failures.length} of ${chosen.length} hold at ${values.rows} rows.\n`)
  if (failures.length > 0) process.exitCode = 1
}

function runApart(name: string): Promise<{ text: string; isBad: boolean }> {
  const { seconds } = cases[name]
  const node = [process.execPath, `--max-old-space-size=${heapMegabytes}`, fileURLToPath(import.meta.url), '--one', name]
  // The system ends it by its CPU seconds: on a busy machine the clock says nothing.
  const child = spawn('sh', ['-c', 'ulimit -t "$0" && exec "$@"', String(seconds + 5), ...node], { env: { ...process.env, HOSTILE_ROWS: values.rows } })
  let output = ''
  let complaint = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (complaint = (complaint + String(chunk)).slice(-2_000)))
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      if (code !== 0) return resolve({ isBad: true, text: signal === 'SIGXCPU' || signal === 'SIGKILL' ? `no answer in ${seconds} CPU s` : `the process died: ${/^.*(?:error|Error).*$/m.exec(complaint)?.[0] ?? code}` })
      const { outcome, isPlain, cpuSeconds, megabytes } = JSON.parse(output) as Verdict // Written by `judge` in the child.
      const isLate = cpuSeconds > seconds
      resolve({ isBad: !isPlain || isLate, text: `${outcome}; ${cpuSeconds.toFixed(1)} of ${seconds} CPU s${isLate ? ', too late' : ''}, ${megabytes} MB` })
    })
  })
}
