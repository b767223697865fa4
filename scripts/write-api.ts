import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { routes } from '../server/src/api.ts'
import { describeApi, describeOperations } from '../server/src/platform/http/openapi.ts'
import { version } from '../server/src/platform/http/server.ts'

const root = join(import.meta.dirname, '..')

/** Writes what the route table says: `openapi.json` for everyone, names and paths for the browser client. */
const operations = Object.entries(describeOperations(routes)).map(([name, operation]) => `  ${name}: ${JSON.stringify(operation)},\n`)
const files = {
  'server/openapi.json': `${JSON.stringify(describeApi(routes, version), null, 2)}\n`,
  'web/src/api/operations.ts': `/** Written by \`npm run api\` from the route table; do not edit. */\nexport const operations = {\n${operations.join('')}} as const\n`,
}

const isCheck = process.argv.includes('--check')
let stale = 0
for (const [path, text] of Object.entries(files)) {
  const before = await readFile(join(root, path), 'utf8').catch(() => '')
  if (before === text) continue
  stale++
  if (isCheck) process.stderr.write(`${path} is not what the routes say; run npm run api\n`)
  else await writeFile(join(root, path), text)
}
process.exitCode = isCheck && stale > 0 ? 1 : 0
