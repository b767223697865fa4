/** A piece of a customer's text; with `href` where it is a web address. */
export interface TextPart {
  text: string
  href?: string
}

/** Web addresses become links; nothing else in a text from outside is ever more than text (S06). */
export function splitLinks(text: string): TextPart[] {
  return text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/i).flatMap((part, index) => {
    if (part === '') return []
    const href = index % 2 === 1 ? webAddress(part) : undefined
    return [href ? { text: part, href } : { text: part }]
  })
}

/** The address as the browser reads it, or `undefined` when it is not http or https, or hides its host behind a login. */
function webAddress(text: string): string | undefined {
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') return undefined
  return url.href
}
