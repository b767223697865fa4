import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** Where to leave a picture of everything that was opened, for whoever wants to look: `E2E_PICTURES=folder`. */
const folder = process.env['E2E_PICTURES']

export async function picture(page: Page, name: string): Promise<void> {
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
