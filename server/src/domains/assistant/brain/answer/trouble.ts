import type { KnownOrder } from '../knowledge/knowledge.ts'
import { section, type Section } from './draft.ts'
import { mentionedRows, nameOf, type Speaker } from './goods.ts'
import { quoteFound } from './info.ts'
import { orderSection } from './order-status.ts'
import { retrieve } from './retrieve.ts'
import { depositSections } from './ordering.ts'
import { productSource } from './sources.ts'

/** An apology, who looks at it and by when in the shop's own words; no compensation is spoken of. */
export function complaintSections(speaker: Speaker, order: KnownOrder | null): Section[] {
  const { index, say } = speaker
  // Said once, an apology is not said again word by word.
  if (speaker.request.previous.intent === 'complaint' && order === null) return [section(say.complaintAdded())]
  const sections = [section(say.sorry()), section(say.complaintPassed())]
  const policy = index.knowledge.shop.policies.find(({ kind }) => kind === 'complaints')
  if (policy) sections.push(section(say.quoted([policy.text]), [{ kind: 'policy', ref: 'complaints', text: policy.text }]))
  if (!policy || !/foto|video/i.test(policy.text)) sections.push(section(say.sendProof()))
  // "Belum datang juga": where the order stands is part of the answer.
  if (order && / (?:belum|tidak|kapan|mana|lama) (?:\S+ )?(?:datang|sampai|kirim|jadi|terima|ada kabar)/.test(speaker.request.reading.line)) sections.splice(2, 0, orderSection(speaker, order))
  const rows = order ? order.items.flatMap(({ sku }) => index.bySku.get(sku) ?? []) : []
  const named = mentionedRows(speaker)
  const same = rows.filter((row) => named.length === 0 || named.some((other) => other.productId === row.productId))
  const about = same.length > 0 ? same : named.length <= 4 ? named : []
  if (same.length > 0) sections.push(section(say.aboutOrder(same.map((row) => nameOf(say, row)).join(', ')), same.map(productSource), same.map((row) => row.sku)))
  else if (about.length > 0) sections.push(section('', [], about.map((row) => row.sku)))
  return sections
}

/** The shop's rules on exchange and money back that fit; nothing is granted. */
export function returnSections(speaker: Speaker): Section[] {
  const { index, request, say } = speaker
  const policy = index.knowledge.shop.policies.find(({ kind }) => kind === 'returns')
  const found = retrieve(index, request, { rows: [], kinds: ['policy', 'faq'], favoured: 'returns' }).filter(({ sentence }) => sentence.ref === 'returns' || sentence.kind === 'faq')
  const sections: Section[] = []
  const question = found.find(({ sentence, score }) => sentence.kind === 'faq' && score >= 0.45)
  if (question) sections.push(...quoteFound(speaker, [question]))
  if (policy && !(question && question.score >= 1)) sections.push(section(say.quoted([policy.text]), [{ kind: 'policy', ref: 'returns', text: policy.text }]))
  else if (found[0] && sections.length === 0) sections.push(...quoteFound(speaker, found.slice(0, 2)))
  // Repairs and complaints may be promised under another heading than returns.
  const elsewhere = retrieve(index, request, { rows: [], kinds: ['policy'] }).find(({ sentence, score, words }) => sentence.ref !== 'returns' && sentence.ref !== 'deposit' && words > 0 && score >= 0.5)
  if (elsewhere) sections.push(...quoteFound(speaker, [elsewhere]))
  if (/ dp /.test(request.reading.line)) sections.push(...depositPolicy(speaker))
  return sections
}

function depositPolicy(speaker: Speaker): Section[] {
  const policy = speaker.index.knowledge.shop.policies.find(({ kind }) => kind === 'deposit')
  if (!policy) return depositSections(speaker)
  return [section(speaker.say.quoted([policy.text]), [{ kind: 'policy', ref: 'deposit', text: policy.text }])]
}
