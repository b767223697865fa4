import { z } from 'zod'
import { escapeHtml } from '#platform/http/html'
import { rawRoute, type OpenContext } from '#platform/http/route'
import { findOwnBusiness } from '#domains/businesses'
import { openPublicLink } from './public-links.ts'
import { readForm, sendPage } from './public-page.ts'
import { explainRating, findRating, rate, ratingReasons } from './ratings.ts'

const reason = 'Customers have no login; the secret in the link stands for one conversation or order'
const tokenParams = z.object({ token: z.string().max(100) })

const scores = [
  { score: 1, word: 'Buruk' },
  { score: 2, word: 'Kurang' },
  { score: 3, word: 'Biasa' },
  { score: 4, word: 'Baik' },
  { score: 5, word: 'Bagus' },
]
const words: Record<(typeof ratingReasons)[number], string> = { answer: 'Jawaban', speed: 'Kecepatan', kindness: 'Keramahan', goods: 'Barang', price: 'Harga', delivery: 'Pengiriman', packing: 'Kemasan' }

/** One tap on a plain page. Opening the link changes nothing: chat apps open links by themselves for previews. */
export const ratingPages = {
  openRating: rawRoute({ method: 'GET', path: '/nilai/:token', summary: 'Page that asks how a conversation or order was', access: { public: reason }, limitPerMinute: 60, params: tokenParams, handle: (ctx, { params }) => show(ctx, params.token, {}) }),
  answerRating: rawRoute({ method: 'POST', path: '/nilai/:token', summary: 'One tap with a score, then reasons, as a plain form', access: { public: reason }, bodyLimit: 20_000, limitPerMinute: 20, params: tokenParams, handle: (ctx, { params }) => show(ctx, params.token, readForm(ctx.request.body)) }),
}

async function show(ctx: OpenContext, token: string, form: Record<string, string | string[]>): Promise<unknown> {
  const link = await openPublicLink(ctx, 'rating', token)
  const found = link && (await link.ctx.transaction(async (tx) => ({ rating: await findRating(tx, link.subjectId), shopName: (await findOwnBusiness(tx))?.name ?? '' })))
  if (!link || !found?.rating) return sendPage(ctx, 404, { title: 'Tautan tidak dikenal', body: '<h1>Tautan ini tidak berlaku</h1><p>Mungkin sudah dihapus.</p>' })
  const { shopName, rating } = found
  const score = z.coerce.number().int().min(1).max(5).safeParse(form['score'])
  if (score.success) {
    await link.ctx.transaction((tx) => rate(tx, rating.id, score.data))
    return sendPage(ctx, 200, { title: shopName, body: explain(score.data) })
  }
  if (form['explained'] !== undefined && rating.score !== null) {
    await link.ctx.transaction((tx) => explainRating(tx, rating.id, { reasons: [form['reason'] ?? []].flat(), comment: typeof form['comment'] === 'string' ? form['comment'] : '' }))
    return sendPage(ctx, 200, { title: shopName, body: `<h1>Terima kasih!</h1><p>${escapeHtml(shopName)} membaca setiap penilaian.</p>` })
  }
  return sendPage(ctx, 200, { title: shopName, body: `<h1>${rating.subjectType === 'order' ? 'Bagaimana pesanan Anda' : 'Bagaimana layanan kami'} di ${escapeHtml(shopName)}?</h1><form method="post" class="stars">${scores.map(({ score: value, word }) => `<button name="score" value="${value}"><b>${value}</b>${word}</button>`).join('')}</form>` })
}

function explain(score: number): string {
  const ticks = ratingReasons.map((name) => `<label class="tick"><input type="checkbox" name="reason" value="${name}">${words[name]}</label>`).join('')
  return `<h1>Terima kasih, nilainya tersimpan.</h1><p>${score >= 4 ? 'Apa yang paling Anda sukai?' : 'Apa yang perlu kami perbaiki?'} Boleh dilewati.</p><form method="post">${ticks}<label>Pesan untuk toko<textarea name="comment" rows="3" maxlength="1000"></textarea></label><button class="main" name="explained" value="1">Kirim</button></form>`
}
