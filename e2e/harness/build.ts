import { buildWeb } from '../../server/src/web-build.ts'
import { findBrowser } from './browser.ts'

/** Once for all files: the screens are built, and a missing browser is said aloud. */
export async function setup(): Promise<void> {
  await buildWeb()
  if (!(await findBrowser())) process.stdout.write('skipped: no browser. Set LARIS_BROWSER to a Chromium, or install the optional @sparticuz/chromium.\n')
}
