import { toString as drawQr } from 'qrcode'
import { z } from 'zod'
import { AppError } from '#platform/errors'
import { escapeHtml } from '#platform/http/html'
import { rawRoute, type OpenContext } from '#platform/http/route'
import { findOwnBusiness } from '#domains/businesses'
import { agreeToParcelCard, declineParcelCard, findParcelCards } from './parcel-cards.ts'
import { normalisePhone } from './phone.ts'
import { addressOf, openPublicLink } from './public-links.ts'
import { publicStyle, readForm, sendPage } from './public-page.ts'
import type { ParcelCardRow } from './tables.ts'

const reason = 'Buyers have no login; the secret on the printed card opens this page, once'
const tokenParams = z.object({ token: z.string().max(100) })

/** What a buyer sees who scans the card in the parcel: two taps, without script, on any phone. */
export const parcelPages = {
  openParcelCard: rawRoute({
    method: 'GET',
    path: '/kartu/:token',
    summary: 'Page behind the code on a parcel card',
    access: { public: reason },
    limitPerMinute: 60,
    params: tokenParams,
    handle: (ctx, { params }) => show(ctx, params.token, {}),
  }),
  answerParcelCard: rawRoute({
    method: 'POST',
    path: '/kartu/:token',
    summary: 'The buyer agrees or declines, as a plain form',
    access: { public: reason },
    bodyLimit: 20_000,
    limitPerMinute: 20,
    params: tokenParams,
    handle: (ctx, { params }) => show(ctx, params.token, readForm(ctx.request.body)),
  }),
  publicPageStyle: rawRoute({
    method: 'GET',
    path: '/kartu/gaya.css',
    summary: 'Style sheet of the pages for people without a login',
    access: { public: 'A style sheet' },
    handle: (ctx) => Promise.resolve(ctx.reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(publicStyle)),
  }),
  printParcelCards: rawRoute({
    method: 'GET',
    path: '/api/parcel-cards/print',
    summary: 'Parcel cards as an A4 sheet to print and cut, eight a page; `cardIds` divided by commas',
    access: { permission: 'customers.write' },
    query: z.object({ cardIds: z.string().max(8_000).default('') }),
    handle: async (ctx, { query }) => {
      const cardIds = z.array(z.uuid()).max(200).parse(query.cardIds === '' ? [] : query.cardIds.split(','))
      const { cards, shopName } = await ctx.tenant.transaction(async (tx) => ({
        shopName: (await findOwnBusiness(tx))?.name ?? '',
        cards: cardIds.length === 0 ? [] : (await findParcelCards(tx, cardIds)).map((card) => ({ card, address: addressOf(tx, 'kartu', card.sealedToken) })),
      }))
      const drawn = await Promise.all(cards.map(async ({ card, address }) => renderCard(shopName, card, await drawQr(address, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' }))))
      return sendPage(ctx, 200, { title: `Kartu paket ${shopName}`, isSheet: true, body: `<h1 class="noprint">Kartu paket</h1><p class="noprint">Cetak halaman ini di kertas A4, lalu gunting di garis putus-putus. Satu kartu untuk satu paket.</p><div class="cards">${drawn.join('')}</div>` })
    },
  }),
}

async function show(ctx: OpenContext, token: string, form: Record<string, string | string[]>): Promise<unknown> {
  const link = await openPublicLink(ctx, 'parcel-card', token)
  if (!link) return sendPage(ctx, 404, { title: 'Kode tidak dikenal', body: '<h1>Kode tidak dikenal</h1><p>Periksa lagi kartunya, atau tanyakan ke toko.</p>' })
  const found = await link.ctx.transaction(async (tx) => ({ card: (await findParcelCards(tx, [link.subjectId]).catch(() => []))[0], shopName: (await findOwnBusiness(tx))?.name ?? '' }))
  const { card, shopName } = found
  if (!card || card.status !== 'printed') return sendPage(ctx, 410, used(shopName))
  const phone = typeof form['phone'] === 'string' ? form['phone'] : ''
  try {
    if (form['answer'] === 'no') {
      await link.ctx.transaction((tx) => declineParcelCard(tx, card.id))
      return sendPage(ctx, 200, { title: shopName, body: `<h1>Baik, tidak jadi.</h1><p>${escapeHtml(shopName)} tidak menyimpan apa pun tentang Anda selain jawaban ini.</p>` })
    }
    if (form['answer'] === 'yes') {
      await link.ctx.transaction((tx) => agreeToParcelCard(tx, card.id, phone))
      return sendPage(ctx, 200, { title: shopName, body: `<h1>Terima kasih!</h1><p>Persetujuan Anda tersimpan. Berubah pikiran? Balas STOP kapan saja.</p>` })
    }
  } catch (error) {
    // Somebody else scanned the same card a moment earlier.
    if (error instanceof AppError && error.code === 'customers.card_used') return sendPage(ctx, 410, used(shopName))
    if (!(error instanceof AppError) || error.status >= 500) throw error
    return sendPage(ctx, 400, ask(shopName, card, { phone, problem: error.message }))
  }
  if (form['answer'] !== 'check') return sendPage(ctx, 200, ask(shopName, card, {}))
  const normal = normalisePhone(phone)
  return normal === undefined ? sendPage(ctx, 400, ask(shopName, card, { phone, problem: 'Nomor ini belum lengkap. Periksa lagi.' })) : sendPage(ctx, 200, confirm(shopName, card, normal))
}

function ask(shopName: string, card: ParcelCardRow, given: { phone?: string; problem?: string }) {
  const problem = given.problem ? `<p class="error" id="problem" role="alert">${escapeHtml(given.problem)}</p>` : ''
  return {
    title: shopName,
    body: `<h1>${escapeHtml(shopName)}</h1><p>Terima kasih atas pesanan ${escapeHtml(card.reference)}. Mau dikabari langsung oleh toko?</p>
<form method="post"><label>Nomor HP yang Anda pakai untuk chat<input type="tel" name="phone" autocomplete="tel" inputmode="tel" maxlength="30" value="${escapeHtml(given.phone ?? '')}"${given.problem ? ' aria-invalid="true" aria-describedby="problem"' : ''}></label>${problem}
<button class="main" name="answer" value="check">Lanjut</button></form>
<form method="post"><button name="answer" value="no">Tidak, terima kasih</button></form>
<p class="soft">Kalau tidak, toko tidak menyimpan apa pun selain jawaban itu.</p>`,
  }
}

function confirm(shopName: string, card: ParcelCardRow, phone: string) {
  return {
    title: shopName,
    body: `<h1>Nomor ${escapeHtml(phone)}, benar?</h1><blockquote>${escapeHtml(card.consentText)}</blockquote>
<form method="post"><input type="hidden" name="phone" value="${escapeHtml(phone)}"><button class="main" name="answer" value="yes">Saya setuju</button></form>
<form method="post"><button name="answer" value="again">Ganti nomor</button></form>
<form method="post"><button name="answer" value="no">Tidak, terima kasih</button></form>`,
  }
}

function used(shopName: string) {
  return { title: 'Kode sudah dipakai', body: `<h1>Kode sudah dipakai</h1><p>Kartu ini hanya berlaku sekali, dan tidak ada yang berubah.${shopName ? ` Ada pertanyaan? Hubungi ${escapeHtml(shopName)}.` : ''}</p>` }
}

const petals = [45, 135, 225, 315].map((turn) => `<path d="M20 19C15 15 15 7 20 4c5 3 5 11 0 15Z" transform="rotate(${turn} 20 20)"/>`).join('')
const kawung = `<svg class="kawung" aria-hidden="true" viewBox="0 0 40 40" fill="none" stroke="currentColor" stroke-width="1.5">${petals}</svg>`

function renderCard(shopName: string, card: ParcelCardRow, qr: string): string {
  return `<section class="parcel">${qr}<div>${kawung}<h2>Terima kasih sudah belanja di ${escapeHtml(shopName)}</h2><p>Pindai untuk dikabari langsung oleh toko. Anda yang memilih: setuju atau tidak.</p><small>Pesanan ${escapeHtml(card.reference)} · berlaku sekali</small></div></section>`
}
