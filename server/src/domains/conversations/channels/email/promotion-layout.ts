import { escapeHtml } from '#platform/http/html'

/** Rows of one column. What stands in brackets is put in for each receiver; everything else is worked out once. */
const source = `<mjml lang="id">
  <mj-head>
    <mj-title>[[shop]]</mj-title>
    <mj-attributes><mj-all font-family="'Plus Jakarta Sans', Arial, sans-serif" color="#1c1917" /><mj-text font-size="16px" line-height="1.5" padding="8px 24px" /></mj-attributes>
  </mj-head>
  <mj-body background-color="#fafaf9" width="560px">
    <mj-section background-color="#ffffff" padding="24px 0" border-radius="12px">
      <mj-column>
        <mj-text font-size="20px" font-weight="700">[[shop]]</mj-text>
        <mj-raw>[[cut]]</mj-raw>
        <mj-text>[[text]]</mj-text>
        <mj-raw>[[cut]]</mj-raw>
        <mj-button href="[[address]]" background-color="#0f766e" color="#ffffff" font-size="16px" font-weight="700" border-radius="12px" inner-padding="14px 24px" padding="12px 24px">Buka tautan</mj-button>
        <mj-raw>[[cut]]</mj-raw>
      </mj-column>
    </mj-section>
    <mj-section padding="12px 0"><mj-column><mj-text font-size="14px" color="#57534e">Anda menerima surat ini karena setuju menerima promosi dari [[shop]]. <a href="[[stop]]" style="color:#0f766e">Berhenti menerima promosi</a></mj-text></mj-column></mj-section>
  </mj-body>
</mjml>`

interface Layout {
  head: string
  text: string
  button: string
  tail: string
}

let compiled: Promise<Layout> | undefined

/** MJML takes a third of a second to load: once, and only where promotions leave by mail. */
async function compile(): Promise<Layout> {
  const { default: mjml2html } = await import('mjml')
  const { html } = await mjml2html(source, { validationLevel: 'strict', ignoreIncludes: true })
  const [head, text, button, tail, ...more] = html.split('[[cut]]')
  if (tail === undefined || more.length > 0) throw new Error('the layout of promotions does not divide into its rows')
  return { head, text, button, tail }
}

const link = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g

/** The text of a promotion once more, with layout. Words are escaped, and nothing in it loads from elsewhere. */
export async function promotionHtml({ shopName, text, unsubscribeUrl }: { shopName: string; text: string; unsubscribeUrl: string }): Promise<string> {
  compiled ??= compile()
  const { head, text: row, button, tail } = await compiled
  const shop = escapeHtml(shopName)
  const rows = text.split(/\n{2,}/).map((paragraph) => {
    const alone = paragraph.trim()
    if (alone.match(link)?.[0] === alone) return button.replaceAll('[[address]]', () => escapeHtml(alone))
    return row.replace('[[text]]', () => linked(paragraph.trim()))
  })
  return [head.replaceAll('[[shop]]', () => shop), ...rows, tail.replaceAll('[[shop]]', () => shop).replaceAll('[[stop]]', () => escapeHtml(unsubscribeUrl))].join('')
}

function linked(text: string): string {
  let html = ''
  let end = 0
  for (const { 0: address, index } of text.matchAll(link)) {
    html += `${lines(text.slice(end, index))}<a href="${escapeHtml(address)}" style="color:#0f766e">${escapeHtml(address)}</a>`
    end = index + address.length
  }
  return html + lines(text.slice(end))
}

const lines = (text: string) => escapeHtml(text).replaceAll('\n', '<br>')
