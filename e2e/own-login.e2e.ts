import { beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { fromBase32, totp } from '../server/stories/security/totp.ts'
import { owner as login, signUp, workIn } from './harness/owner.ts'
import { describeInBrowser } from './harness/suite.ts'
import { axeViolations, openVisitor, phone, settle, type Visitor } from './harness/visitor.ts'

describeInBrowser('the own login', {}, (stage) => {
  let owner: Visitor

  beforeAll(async () => {
    const { laris, browser } = stage()
    // Wrong codes and passwords are part of these stories.
    owner = await openVisitor(browser, laris.url, { viewport: phone, expected: /status of 40[13]/ })
    await workIn(owner.context, await signUp(owner.context, laris))
  })

  async function signInUpToTheCode(page: Page): Promise<void> {
    await page.goto('/lainnya')
    await page.getByRole('button', { name: 'Keluar', exact: true }).click()
    await page.waitForURL('**/masuk')
    await page.getByLabel('Nama').fill(login.username)
    await page.getByLabel('Kata sandi').fill(login.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Masukkan kode' }).waitFor()
  }

  test('asks for a second step once it is on, takes a code of the app or a backup code, and each backup code once', async () => {
    const { page } = owner
    await page.goto('/pengaturan/keamanan')
    await settle(page)
    await page.getByRole('button', { name: 'Aktifkan' }).click()
    // The first field has the focus.
    await page.keyboard.type(login.password)
    await page.keyboard.press('Enter')
    await page.getByAltText('Kode QR untuk aplikasi autentikator').waitFor()
    expect(await axeViolations(page)).toEqual([])
    const secret = fromBase32((await page.locator('dialog code').innerText()).trim())
    await page.getByLabel('Kode 6 angka').fill(totp(secret, Date.now()))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Kode cadangan' }).waitFor()
    const [first = '', second = ''] = (await page.locator('dialog code').innerText()).trim().split('\n')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Sudah saya simpan' }).click()
    await page.getByText('Setiap masuk, Laris meminta kode').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Matikan')

    await signInUpToTheCode(page)
    await page.getByLabel('Kode 6 angka').fill(totp(secret, Date.now()))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /^Halo/ }).waitFor()

    const enterBackupCode = async (code: string) => {
      await page.getByLabel('Kode cadangan').fill(code)
      await page.keyboard.press('Enter')
    }
    await signInUpToTheCode(page)
    await page.getByRole('button', { name: 'Pakai kode cadangan' }).click()
    await enterBackupCode(first)
    await page.getByRole('heading', { name: /^Halo/ }).waitFor()
    await signInUpToTheCode(page)
    await page.getByRole('button', { name: 'Pakai kode cadangan' }).click()
    await enterBackupCode(first)
    await page.getByText('Kode belum cocok').waitFor()
    await enterBackupCode(second)
    await page.getByRole('heading', { name: /^Halo/ }).waitFor()
    expect(owner.faults.splice(0)).toEqual([])
  })
})
