import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('no screen of the web app loads more than its budget at first', { timeout: 120_000 }, async () => {
  const { code, printed } = await new Promise<{ code: number; printed: string }>((resolve) => {
    execFile(process.execPath, [join(import.meta.dirname, 'web-weight.ts')], (error, stdout, stderr) => resolve({ code: error ? 1 : 0, printed: stdout + stderr }))
  })
  expect(printed).toMatch(/^order +\d/m)
  expect(code, printed).toBe(0)
})
