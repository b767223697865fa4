/** Ways to run code when text is taken for markup; each says its number, so that a dialog names its culprit. */
const vectors: ((call: string) => string)[] = [
  (call) => `<script>${call}</script>`,
  (call) => `<img src=x onerror=${call}>`,
  (call) => `<svg onload=${call}>`,
  (call) => `<svg><animate onbegin=${call} attributeName=x dur=1s>`,
  (call) => `<details open ontoggle=${call}>`,
  (call) => `<input autofocus onfocus=${call}>`,
  (call) => `<video><source onerror=${call}></video>`,
  (call) => `<audio src=x onerror=${call}></audio>`,
  (call) => `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
  (call) => `<iframe src="javascript:${call}"></iframe>`,
  (call) => `<object data="javascript:${call}"></object>`,
  (call) => `<embed src="javascript:${call}">`,
  (call) => `<a href="javascript:${call}">klik</a>`,
  (call) => `<form><button formaction="javascript:${call}">klik</button></form>`,
  (call) => `<math><mtext><table><mglyph><style><img src=x onerror=${call}>`,
  (call) => `<noscript><p title="</noscript><img src=x onerror=${call}>">`,
  (call) => `<template><script>${call}</script></template>`,
  (call) => `<body onload=${call}>`,
  (call) => `<marquee onstart=${call}>`,
  (call) => `<meta http-equiv="refresh" content="0;url=javascript:${call}">`,
  (call) => `<base href="javascript:${call}//">`,
  (call) => `<link rel=stylesheet href="https://jahat.example/${call}.css">`,
  (call) => `<style>@import 'https://jahat.example/${call}.css';</style>`,
  (call) => `<img src="https://jahat.example/${call}.png">`,
  (call) => `<x style="animation:a" onanimationstart=${call}>`,
  (call) => `{{constructor.constructor('${call}')()}}`,
  (call) => `\${${call}}`,
  (call) => `<%= ${call} %>`,
]

/** Ways out of the place where the text stands. */
const escapes = ['', '"', "'", '">', "'>", '`', '-->', ']]>', '</script>', '</textarea>', '</title>', '</style>', '\\"', '&quot;>', '%22%3E', '</option></select>', 'Budi ', '‮']

export function scriptPayloads(count: number): string[] {
  const all = escapes.flatMap((escape) => vectors.map((vector) => ({ escape, vector })))
  if (count > all.length) throw new Error(`There are ${all.length} payloads`)
  // Taken evenly, so that a short list holds every vector and every escape.
  const step = count === all.length ? 1 : 17
  return Array.from({ length: count }, (_, index) => {
    const { escape, vector } = all[(index * step) % all.length] ?? all[0]
    return escape + vector(`alert(${index})`)
  })
}

const schemes = ['javascript', 'JaVaScRiPt', 'java\tscript', 'java\nscript', '\u0001javascript', 'javascript&colon;'.slice(0, 10), 'vbscript', 'data', ' javascript', 'jav&#x09;ascript', 'javascript\u00a0', '&#106;avascript']
const tails = [':alert(1)', '://toko.example/%0aalert(1)', ':https://toko.example/;alert(1)', ':text/html,<script>alert(1)</script>', ':/**/alert(1)//https://toko.example']

/** Addresses that must never become links; each stands beside a good one, which must. */
export const scriptLinks = schemes.flatMap((scheme) => tails.map((tail) => scheme + tail))
