import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const webRoot = join(import.meta.dirname, '../../web')

/** Where the built web app lies. */
export const webDir = join(webRoot, 'dist')

/** Builds the web app when it was never built or its sources have changed since. An image without sources has it built. */
export async function buildWeb(): Promise<void> {
  if (!existsSync(join(webRoot, 'src/main.tsx'))) return
  const stampPath = join(webDir, '.built-from')
  const stamp = await newestChange(webRoot)
  const built = await readFile(stampPath, 'utf8').catch(() => '')
  if (built === stamp) return
  process.stdout.write('Menyiapkan layar Laris (hanya sekali)…\n')
  for (const config of ['vite.config.ts', 'vite.widget.config.ts']) if (existsSync(join(webRoot, config))) await runVite(config)
  await writeFile(stampPath, stamp)
}

function runVite(config: string): Promise<void> {
  const vite = join(import.meta.dirname, '../../node_modules/vite/bin/vite.js')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'error'], { cwd: webRoot, env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('Layar Laris gagal disiapkan. Jalankan `npm ci` sekali lagi.'))))
  })
}

async function newestChange(folder: string): Promise<string> {
  let newest = 0
  let count = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /(^|\/)(node_modules|dist)(\/|$)/.test(entry.parentPath.slice(folder.length))) continue
    count++
    newest = Math.max(newest, (await stat(join(entry.parentPath, entry.name))).mtimeMs)
  }
  return `${count} ${Math.round(newest)}`
}
