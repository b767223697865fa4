import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** One planted import for each rule that keeps the house in order: a linter that finds none of them is not looking. */
const faults: [rule: string, file: string, source: string][] = [
  ['models-know-nobody', 'server/src/models/planted.ts', "import '../platform/ids.ts'"],
  ['platform-has-no-business-words', 'server/src/platform/planted.ts', "import '../domains/businesses/index.ts'"],
  ['floor-of-customers', 'server/src/domains/customers/planted.ts', "import '../conversations/index.ts'"],
  ['floor-of-conversations', 'server/src/domains/conversations/planted.ts', "import '../customers/customers.ts'"],
  ['members-of-an-open-list-stand-alone', 'server/src/domains/conversations/channels/webchat/planted.ts', "import '../telegram/index.ts'"],
  ['wiring-is-for-the-root', 'server/src/domains/orders/planted.ts', "import '../catalog/module.ts'"],
  ['web-sees-the-api-type-alone', 'web/src/planted.ts', "import '../../server/src/platform/ids.ts'"],
  ['web-takes-types-only', 'web/src/planted-value.ts', "import { routes } from '../../server/src/api.ts'\nexport const planted = routes"],
  ['no-circles', 'server/src/planted/a.ts', "import type { B } from './b.ts'\nexport interface A { b: B }"],
]

test('every boundary rule finds the fault that is planted for it', { timeout: 120_000 }, () => {
  const written = [...faults.map(([, file]) => file), 'server/src/planted/b.ts']
  try {
    mkdirSync(join(root, 'server/src/planted'), { recursive: true })
    writeFileSync(join(root, 'server/src/planted/b.ts'), "import type { A } from './a.ts'\nexport interface B { a: A }\n")
    for (const [, file, source] of faults) writeFileSync(join(root, file), `${source}\n`)
    const found = new Set(violations(['server/src/planted', ...faults.map(([, file]) => file)]))
    for (const [rule] of faults) expect(found, rule).toContain(rule)
  } finally {
    for (const file of written) rmSync(join(root, file), { force: true })
    rmSync(join(root, 'server/src/planted'), { recursive: true, force: true })
  }
})

function violations(paths: string[]): string[] {
  let output: string
  try {
    output = execFileSync(process.execPath, [join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...paths], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1_048_576 })
  } catch (error) {
    // It exits with the number of violations; what it found is on its standard output all the same.
    output = (error as { stdout: string }).stdout
  }
  const { summary } = JSON.parse(output) as { summary: { violations: { rule: { name: string } }[] } }
  return summary.violations.map((violation) => violation.rule.name)
}
