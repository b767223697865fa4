import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Prints what each screen of the web app costs on its first load, and fails when one is over the budget. */
const root = join(import.meta.dirname, '..')
// Built aside, so that what is weighed is never old and a running Laris keeps its files.
const dist = mkdtempSync(join(tmpdir(), 'laris-weight-'))
process.on('exit', () => rmSync(dist, { recursive: true, force: true }))
execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', 'web', '--outDir', dist, '--emptyOutDir', '--logLevel', 'error'], { cwd: root, env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'ignore', 'inherit'] })

const budgetKb = 150
const kb = (bytes: number) => Math.round(bytes / 102.4) / 10

const names = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js'))
const texts = new Map(names.map((name) => [name, readFileSync(join(dist, 'assets', name), 'utf8')]))
const weight = new Map(names.map((name) => [name, gzipSync(texts.get(name) ?? '', { level: 6 }).length]))

/** A file with everything that it imports at once; `import(…)` comes later. */
function closure(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name) || !texts.has(name)) return found
  found.add(name)
  for (const [, imported = ''] of (texts.get(name) ?? '').matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) closure(imported, found)
  return found
}

const [, entry = ''] = /<script type="module"[^>]*src="\/assets\/([^"]+)"/.exec(readFileSync(join(dist, 'index.html'), 'utf8')) ?? []
const screens = names.filter((name) => /-screen-[\w-]+\.js$/.test(name))
const isOver = screens
  .map((name) => ({ name: name.replace(/-screen-.*$/, ''), bytes: [...closure(name, closure(entry))].reduce((sum, one) => sum + (weight.get(one) ?? 0), 0) }))
  .sort((one, other) => other.bytes - one.bytes)
  .map(({ name, bytes }) => {
    process.stdout.write(`${name.padEnd(20)} ${kb(bytes).toFixed(1).padStart(7)} kB\n`)
    return bytes > budgetKb * 1024
  })
  .includes(true)
process.stdout.write(`${'index alone'.padEnd(20)} ${kb([...closure(entry)].reduce((sum, one) => sum + (weight.get(one) ?? 0), 0)).toFixed(1).padStart(7)} kB\nbudget ${budgetKb} kB gzip: ${isOver ? 'exceeded' : 'kept'}\n`)
process.exitCode = isOver ? 1 : 0
