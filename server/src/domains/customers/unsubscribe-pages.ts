import { z } from 'zod'
import { escapeHtml } from '#platform/http/html'
import { rawRoute, type OpenContext } from '#platform/http/route'
import { findOwnBusiness } from '#domains/businesses'
import { sendPage } from './public-page.ts'
import { findUnsubscriber, unsubscribe } from './unsubscribing.ts'

const reason = 'Receivers of promotions have no login; the signature in the link proves who it was sent to'
const tokenParams = z.object({ token: z.string().max(200) })

/** Ends promotions (RFC 8058): mail programs post without cookies and without a page; opening the link changes nothing. */
export const unsubscribePages = {
  openUnsubscribe: rawRoute({ method: 'GET', path: '/berhenti/:token', summary: 'Page with one button that ends promotions', access: { public: reason }, limitPerMinute: 60, handle: (ctx) => show(ctx, false) }),
  unsubscribe: rawRoute({ method: 'POST', path: '/berhenti/:token', summary: 'End promotions at once: the button, or a mail program’s one click', access: { public: reason }, bodyLimit: 20_000, limitPerMinute: 60, handle: (ctx) => show(ctx, true) }),
}

async function show(ctx: OpenContext, isPressed: boolean): Promise<unknown> {
  const found = await findUnsubscriber(ctx, tokenParams.parse(ctx.request.params).token)
  if (!found) return sendPage(ctx, 404, { title: 'Tautan tidak dikenal', body: '<h1>Tautan ini tidak berlaku</h1><p>Mungkin sudah dihapus. Balas STOP ke pesan toko untuk berhenti.</p>' })
  if (isPressed) await unsubscribe(found)
  const shopName = escapeHtml((await found.ctx.transaction((tx) => findOwnBusiness(tx)))?.name ?? '')
  const body = isPressed
    ? `<h1>Baik, promosi berhenti.</h1><p>${shopName} tidak mengirim promosi ke alamat ini lagi. Kabar pesanan Anda tetap terkirim.</p>`
    : `<h1>Berhenti menerima promosi ${shopName}?</h1><p>Kabar pesanan Anda tetap terkirim.</p><form method="post"><button class="main" name="answer" value="stop">Ya, berhenti</button></form>`
  return sendPage(ctx, 200, { title: shopName, body })
}
