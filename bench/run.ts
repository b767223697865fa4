import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { goals, scriptName } from './goals.ts'
import type { BenchRow } from './harness.ts'
import { saveResults, type GoalResult } from './report.ts'
import { rowText } from './table.ts'

/**
 * `npm run bench [-- g09 g14] [--small | --full]`: runs the goals (all that need no server, or the named ones), one
 * process after the other, prints their JSON lines and a table, and writes `docs/benchmarks.md`. A `--small` run is
 * for continuous integration: it writes nothing. Exit code 1 when a claim was lost or a script failed.
 */
const timeLimitMs = 30 * 60_000
const args = process.argv.slice(2)
const flags = args.filter((arg) => arg.startsWith('--'))
const named = args.filter((arg) => !arg.startsWith('--')).map((arg) => `G${Number(arg.replace(/^g/i, ''))}`)
const unknown = named.filter((goal) => !Object.hasOwn(goals, goal))
if (unknown.length > 0 || flags.some((flag) => flag !== '--small' && flag !== '--full')) {
  process.stderr.write('usage: npm run bench [-- g09 g14 …] [--small | --full]\n')
  process.exit(2)
}

const chosen = Object.entries(goals)
  .filter(([goal, { needsServer }]) => (named.length > 0 ? named.includes(goal) : !needsServer))
  .map(([goal]) => goal)
const results: GoalResult[] = []
for (const goal of chosen) {
  const script = fileURLToPath(new URL(`./${scriptName(goal)}.ts`, import.meta.url))
  if (!existsSync(script)) {
    process.stdout.write(`${JSON.stringify({ goal, skipped: 'no script yet' })}\n`)
    continue
  }
  const { rows, exitCode } = await runScript(script)
  const failed = exitCode !== 0 && !rows.some((row) => 'ok' in row && !row.ok)
  results.push({ goal, date: new Date().toISOString().slice(0, 10), flags: flags.join(' '), failed, rows })
}

process.stdout.write(`\n${results.flatMap(({ rows }) => rows.map(rowText)).join('\n')}\n`)
if (!flags.includes('--small') && results.length > 0) saveResults(results)
if (results.some(({ rows, failed }) => failed || rows.some((row) => 'ok' in row && !row.ok))) process.exitCode = 1

async function runScript(script: string): Promise<{ rows: BenchRow[]; exitCode: number | null }> {
  const child = spawn(process.execPath, [script, ...flags], { stdio: ['ignore', 'pipe', 'inherit'], timeout: timeLimitMs })
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  const rows: BenchRow[] = []
  for await (const text of createInterface({ input: child.stdout })) {
    if (!text.startsWith('{')) continue
    process.stdout.write(`${text}\n`)
    // Written by `harness.ts` in the child.
    rows.push(JSON.parse(text) as BenchRow)
  }
  return { rows, exitCode: await exited }
}
