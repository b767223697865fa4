import type { Context } from '#platform/context'
import { resolveCustomers } from './identities.ts'
import { updateCustomer } from './customers.ts'
import type { IncomingIdentity } from './identity-rows.ts'

let count = 0

/** A customer whom a channel knows, with what was typed about them afterwards. */
export async function aCustomer(ctx: Context, input: { name?: string; channelType?: string; externalId?: string; provenPhone?: string; typedPhone?: string; email?: string } = {}): Promise<string> {
  const identity: IncomingIdentity = { channelType: input.channelType ?? 'webchat', externalId: input.externalId ?? `pelanggan-${++count}`, seenAt: ctx.now(), ...(input.name ? { name: input.name } : {}), ...(input.provenPhone ? { phone: input.provenPhone } : {}) }
  const [customerId] = await ctx.transaction((tx) => resolveCustomers(tx, [identity]))
  const typed = { ...(input.typedPhone ? { phone: input.typedPhone } : {}), ...(input.email ? { email: input.email } : {}) }
  if (Object.keys(typed).length > 0) await ctx.transaction((tx) => updateCustomer(tx, customerId, typed))
  return customerId
}
