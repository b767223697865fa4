import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { goals } from './goals.ts'
import type { BenchRow } from './harness.ts'
import { rowMarkdown } from './table.ts'

/** The last run of one goal, as kept in `docs/benchmarks.json`. */
export interface GoalResult {
  goal: string
  date: string
  flags: string
  /** The script ended with an error before or after its rows. */
  failed: boolean
  rows: BenchRow[]
  machine?: string
}

const dataFile = new URL('../docs/benchmarks.json', import.meta.url)
const pageFile = new URL('../docs/benchmarks.md', import.meta.url)

/** Puts these goals' results in place of their older ones, keeps all others, and rewrites the page. */
export function saveResults(results: readonly GoalResult[]): void {
  // The file is written by this function alone.
  const kept = existsSync(dataFile) ? (JSON.parse(readFileSync(dataFile, 'utf8')) as GoalResult[]) : []
  const merged = mergeResults(kept, results.map((result) => ({ ...result, machine: machine() })))
  writeFileSync(dataFile, `${JSON.stringify(merged, null, 1)}\n`)
  writeFileSync(pageFile, page(merged))
}

/** New results replace those of the same goal, unless all of it was skipped; goals stay in numerical order, others after them. */
export function mergeResults(kept: readonly GoalResult[], results: readonly GoalResult[]): GoalResult[] {
  const isMeasured = ({ goal, rows }: GoalResult) => rows.some((row) => 'ours' in row) || !kept.some((one) => one.goal === goal)
  const byGoal = new Map([...kept, ...results.filter(isMeasured)].map((result) => [result.goal, result]))
  const place = (goal: string) => (Object.hasOwn(goals, goal) ? Number(goal.slice(1)) : Number.MAX_SAFE_INTEGER)
  return [...byGoal.values()].sort((a, b) => place(a.goal) - place(b.goal))
}

/** The Markdown page of all results. */
export function page(results: readonly GoalResult[]): string {
  const claims = results.flatMap(({ rows }) => rows.flatMap((row) => ('ok' in row && row.target !== 'shown only' ? [row] : [])))
  const lost = claims.filter(({ ok }) => !ok)
  return `# Benchmarks

Written by \`npm run bench\` and \`npm run simulate\`; do not edit. Each goal keeps its last run. Run it yourself:
\`npm ci --prefix bench && npm run bench\` (one goal: \`npm run bench -- g14\`).

How measured: ours and the peer alternately (A B A B, at least 5 rounds), medians, answers compared. "Ratio" is ours
divided by the peer in the unit named; the target says which direction is better. CPU-s are CPU seconds of the process
that does the work. Quality figures of both come from the same rows.

${claims.length} claims measured, ${claims.length - lost.length} hold, ${lost.length} do not.
${lost.map(({ goal, what, against }) => `\n- Not reached: ${goal} ${what}, against ${against}`).join('')}

Peers: ${peerVersions()}.

${results.map(section).join('\n')}`
}

function section({ goal, date, flags, failed, rows, machine: where }: GoalResult): string {
  const loads = rows.flatMap((row) => ('load' in row ? [row.load] : []))
  const load = loads.length > 0 ? `, load average ${Math.min(...loads)}–${Math.max(...loads)}` : ''
  return `## ${[goal, goals[goal]?.title].filter(Boolean).join(' ')}

${date}${flags ? `, \`${flags}\`` : ''}; ${where ?? ''}${load}.${failed ? ' **The script ended with an error.**' : ''}

| what | against | ours | peer | unit | ratio | target | result |
|---|---|---:|---:|---|---:|---|---|
${rows.map(rowMarkdown).join('\n')}
`
}

function machine(): string {
  const processors = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `Node ${process.versions.node}, ${platform()} ${release().split('-')[0]} ${arch()}, ${processors.length} × ${processors[0]?.model.trim() || 'unknown processor'}, ${memory} GiB, load ${(loadavg()[0] ?? 0).toFixed(2)} at the end`
}

function peerVersions(): string {
  // Our own manifest.
  const manifest = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { dependencies: Record<string, string> }
  return Object.entries(manifest.dependencies).map(([name, version]) => `${name} ${version}`).join(', ')
}
