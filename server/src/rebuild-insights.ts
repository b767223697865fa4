import { forEachBusiness } from '#domains/businesses'
import { rebuildInsights } from '#domains/insights'
import { openGround, openInstallation, openOn } from './installation.ts'

/** Adds up everything anew from orders and messages, and says what was different. Exit code 1 when something was. */
export async function rebuild(): Promise<number> {
  await using stack = new AsyncDisposableStack()
  const ground = await openGround(stack, { join: true, isCommand: true })
  const { installation } = await openInstallation(stack, ground, await openOn(stack, ground))
  let wrong = 0
  await forEachBusiness(installation, async (ctx) => {
    const { orders, messages, changed, differences } = await rebuildInsights(ctx)
    const sums = Object.values(differences).reduce((total, count) => total + count, 0)
    wrong += changed + sums
    process.stdout.write(`${ctx.businessId}: ${orders} pesanan, ${messages} pesan; ${changed + sums === 0 ? 'semua hitungan sama' : `${changed} belum terhitung, ${sums} hitungan diperbaiki`}.\n`)
  })
  return wrong === 0 ? 0 : 1
}
