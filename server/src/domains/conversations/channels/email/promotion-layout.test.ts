import { expect, test } from 'vitest'
import { promotionHtml } from './promotion-layout.ts'

const given = { shopName: 'Dapur <Rini>', unsubscribeUrl: 'https://laris.test/berhenti/a.b' }

test('the words of a promotion are escaped, and nothing of them is read as layout', async () => {
  const html = await promotionHtml({ ...given, text: 'Halo <img src=x onerror=alert(1)> $& [[stop]],\nbaris dua' })
  expect(html).toContain('Halo &#60;img src=x onerror=alert(1)&#62; $&#38; [[stop]],<br>baris dua')
  expect(html).toContain('Dapur &#60;Rini&#62;')
  expect(html.match(/https:\/\/laris\.test\/berhenti\/a\.b/g)).toHaveLength(1)
})

test('an address alone in its paragraph is a button, one inside a sentence is a link without its full stop', async () => {
  const html = await promotionHtml({ ...given, text: 'Lihat https://toko.test/a?x=1&y=2.\n\nhttps://laris.test/t/abc' })
  expect(html).toMatch(/<a href="https:\/\/toko\.test\/a\?x=1&#38;y=2" style[^>]+>https:\/\/toko\.test\/a\?x=1&#38;y=2<\/a>\./)
  expect(html).toMatch(/<a\s+href="https:\/\/laris\.test\/t\/abc"[^>]*>\s*Buka tautan/)
})

test('opening it loads nothing from anywhere', async () => {
  const html = await promotionHtml({ ...given, text: 'Halo' })
  expect(html).not.toMatch(/<(?:img|link|script|iframe)|url\(|@import|\bsrc=/i)
  expect(html).not.toContain('Buka tautan')
  expect(html).toMatch(/<html[^>]* lang="id"/)
})
