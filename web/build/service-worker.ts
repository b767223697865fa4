import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { build, type Plugin, type ResolvedConfig } from 'vite'

/** Builds `/service-worker.js` after everything else, with the list of the app's own files in it. */
export function serviceWorker(): Plugin {
  let config: ResolvedConfig
  return {
    name: 'laris-service-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved
    },
    async closeBundle() {
      const outDir = resolve(config.root, config.build.outDir)
      await build({
        configFile: false,
        root: config.root,
        publicDir: false,
        logLevel: 'error',
        define: { shellFiles: JSON.stringify(await listShellFiles(outDir)), 'process.env.NODE_ENV': '"production"' },
        build: {
          outDir,
          emptyOutDir: false,
          target: 'es2022',
          rollupOptions: { input: join(config.root, 'src/service-worker.ts'), output: { format: 'iife', entryFileNames: 'service-worker.js' } },
        },
      })
    },
  }
}

/** Everything the app's pages need; the web chat is a page of its own, and the system keeps its icons itself. */
async function listShellFiles(outDir: string): Promise<{ url: string; revision: string | null }[]> {
  const entries = await readdir(outDir, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => relative(outDir, join(entry.parentPath, entry.name)).split(sep).join('/'))
  const shell = paths.filter((path) => !/^(widget\/|\.|service-worker\.js|manifest\.webmanifest|icon-)/.test(path)).sort()
  return Promise.all(
    shell.map(async (path) => ({
      url: `/${path}`,
      // Names under assets/ carry their own hash.
      revision: path.startsWith('assets/') ? null : createHash('sha256').update(await readFile(join(outDir, path))).digest('hex').slice(0, 16),
    })),
  )
}
