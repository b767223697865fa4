import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:/Program Files/Google/Chrome/Application/chrome.exe']

/** A Chromium of this machine, else the one from npm, else nothing. */
export async function findBrowser(): Promise<string | undefined> {
  const named = process.env['LARIS_BROWSER']
  if (named) return named
  const installed = systemBrowsers.find((path) => existsSync(path))
  if (installed) return installed
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    return await packed.executablePath()
  } catch {
    return undefined
  }
}

/** Speaks to this machine alone: the browser's own errands are off, and other names do not resolve. */
export async function launchBrowser(extraArguments: string[] = []): Promise<Browser> {
  const executablePath = await findBrowser()
  if (!executablePath) throw new Error('No browser was found')
  return chromium.launch({
    executablePath,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE *.localhost', ...extraArguments],
  })
}
