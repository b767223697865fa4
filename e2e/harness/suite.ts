import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import { findBrowser, launchBrowser } from './browser.ts'
import { startLaris, type RunningLaris, type StartOptions } from './laris.ts'

export interface Stage {
  laris: RunningLaris
  browser: Browser
}

const hasBrowser = (await findBrowser()) !== undefined

/** Tests on a Laris and a browser of their own; skipped, and said so, where there is no browser. */
export function describeInBrowser(name: string, options: StartOptions, define: (stage: () => Stage) => void): void {
  describe.skipIf(!hasBrowser)(name, () => {
    let stage: Stage | undefined
    beforeAll(async () => {
      const [laris, browser] = await Promise.all([startLaris(options), launchBrowser()])
      stage = { laris, browser }
    })
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail' && stage) await leavePictures(stage.browser)
    })
    afterAll(async () => {
      await stage?.browser.close()
      await stage?.laris[Symbol.asyncDispose]()
    })
    define(() => {
      if (!stage) throw new Error('The stage is not set yet')
      return stage
    })
  })
}

/** What was on every screen when a test failed. */
async function leavePictures(browser: Browser): Promise<void> {
  for (const [index, page] of browser.contexts().flatMap((context) => context.pages()).entries()) {
    const path = join(tmpdir(), `laris-e2e-failed-${process.pid}-${index}.png`)
    await page.screenshot({ path }).then(() => process.stdout.write(`picture of the failure: ${path}\n`), () => undefined)
  }
}
