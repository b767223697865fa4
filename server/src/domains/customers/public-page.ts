import { escapeHtml } from '#platform/http/html'
import type { OpenContext } from '#platform/http/route'

/** A plain page for people without a login: no script, one style sheet of ours, nothing that leaves a trace elsewhere. */
export function sendPage(ctx: Pick<OpenContext, 'reply'>, status: number, page: { title: string; body: string; isSheet?: boolean }): unknown {
  return ctx.reply
    .status(status)
    .type('text/html; charset=utf-8')
    .headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' })
    .send(`<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(page.title)}</title><link rel="stylesheet" href="/kartu/gaya.css"></head><body><main${page.isSheet ? ' class="sheet"' : ''}>${page.body}</main></body></html>`)
}

/** Fields of a form that a browser sent without script. */
export function readForm(body: unknown): Record<string, string | string[]> {
  const fields = new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8').slice(0, 20_000) : '')
  return Object.fromEntries([...new Set(fields.keys())].map((key) => {
    const values = fields.getAll(key)
    return [key, values.length > 1 ? values : (values[0] ?? '')]
  }))
}

export const publicStyle = `:root{color-scheme:light dark;--paper:light-dark(#fafaf9,#0c0a09);--card:light-dark(#fff,#1c1917);--ink:light-dark(#1c1917,#f5f5f4);--line:light-dark(#d6d3d1,#57534e);--primary:light-dark(#0f766e,#2dd4bf);--on:light-dark(#fff,#0c0a09)}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.5 'Plus Jakarta Sans Variable',system-ui,sans-serif}
main{max-width:28rem;margin:0 auto;padding:1.5rem 1rem 3rem}h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0 1rem}
form{display:grid;gap:.75rem;margin:1rem 0}label{display:grid;gap:.25rem;font-weight:600}label.tick{display:flex;align-items:center;gap:.75rem;min-height:3rem;font-weight:400}
input[type=tel],textarea{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:.75rem;min-height:3rem;width:100%}input[type=checkbox]{width:1.5rem;height:1.5rem;accent-color:var(--primary)}
button{font:inherit;font-weight:700;min-height:3rem;border-radius:.75rem;border:1px solid var(--line);background:var(--card);color:inherit;padding:.5rem 1rem;cursor:pointer}button.main{background:var(--primary);border-color:var(--primary);color:var(--on)}
.stars{display:grid;grid-template-columns:repeat(auto-fit,minmax(3.4rem,1fr));gap:.5rem}.stars button{display:grid;justify-items:center;padding:.5rem .1rem;font-size:.85rem;min-width:0}.stars b{font-size:1.5rem}
blockquote{margin:1rem 0;padding:1rem;background:var(--card);border-radius:.75rem;border-left:.25rem solid var(--primary)}.error{color:light-dark(#b91c1c,#fca5a5);font-weight:600}.soft{opacity:.8;font-size:1rem}
:focus-visible{outline:3px solid var(--primary);outline-offset:2px}
.sheet{max-width:210mm;padding:1rem}.cards{display:grid;grid-template-columns:repeat(2,1fr);gap:0}.parcel{display:grid;grid-template-columns:8.5rem 1fr;gap:.75rem;align-items:center;padding:.75rem;border:1px dashed #a8a29e;break-inside:avoid;background:#fff;color:#1c1917;min-height:9.5rem;font-size:.95rem;line-height:1.4}
.parcel svg{width:8.5rem;height:8.5rem}.parcel h2{font-size:1.05rem;margin:0 0 .25rem}.parcel p{margin:.25rem 0}.parcel small{color:#57534e;overflow-wrap:anywhere}.parcel .kawung{width:1.5rem;height:1.5rem;float:right;color:#0f766e}
@page{size:A4;margin:10mm}@media print{.noprint{display:none}body{background:#fff}.sheet{padding:0}}
@media screen and (max-width:40rem){.cards{grid-template-columns:1fr}}
`
