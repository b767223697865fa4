import { expect, test } from 'vitest'
import { splitLinks } from './links.ts'

const schemes = ['javascript', 'JaVaScRiPt', 'java\tscript', 'java\nscript', 'java\rscript', ' javascript', '\u0001javascript', '\u0000javascript', 'javascript\u00a0', 'javascript&colon', 'javascript&#58', 'javascript%3A', 'vbscript', 'VBSCRIPT', 'data', 'DaTa', 'blob', 'file', 'ftp', 'view-source', 'intent', 'ms-word', 'smb', 'about', 'chrome', 'filesystem', 'jar', 'livescript', 'mocha', 'x-javascript']
const obfuscated = [
  ...schemes.map((scheme) => `${scheme}:alert(1)`),
  ...schemes.map((scheme) => `${scheme}://%0aalert(1)//https://aman.example`.replace('https://', 'hxxps://')),
  'http:javascript:alert(1)', 'https:alert(1)', '//jahat.example', '\\\\jahat.example', 'http:/\\jahat.example', 'https://user:pass@aman.example@jahat.example/', 'https://aman.example@jahat.example', 'http://[', 'https://', 'http://<script>', '<a href="javascript:alert(1)">x</a>', '[x](javascript:alert(1))', 'ｊａｖａｓｃｒｉｐｔ:alert(1)', 'ht\u200btps://jahat.example',
]

test('S06: of more than sixty disguises of other schemes none becomes a link', () => {
  expect(obfuscated.length).toBeGreaterThanOrEqual(60)
  const linked = obfuscated.filter((text) => splitLinks(text).some((part) => part.href !== undefined))
  expect(linked).toEqual([])
  for (const text of obfuscated) expect(splitLinks(text).map((part) => part.text).join('')).toBe(text)
})

test('ordinary addresses become links, with what stands around them left alone', () => {
  expect(splitLinks('lihat https://toko.example/a?b=1, ya (http://wa.me/62812).')).toEqual([
    { text: 'lihat ' },
    { text: 'https://toko.example/a?b=1', href: 'https://toko.example/a?b=1' },
    { text: ', ya (' },
    { text: 'http://wa.me/62812', href: 'http://wa.me/62812' },
    { text: ').' },
  ])
  expect(splitLinks('HTTPS://TOKO.example')).toEqual([{ text: 'HTTPS://TOKO.example', href: 'https://toko.example/' }])
})

test('an address that is a script inside a script stays an address', () => {
  for (const part of splitLinks('https://aman.example/javascript:alert(1)')) if (part.href) expect(new URL(part.href).protocol).toBe('https:')
})
