import { describe, expect, it } from 'vitest'
import { changesBetween } from './audit-changes.ts'

describe('what an entry of the activity log changed', () => {
  it('names only what differs', () => {
    expect(changesBetween({ role: 'agent', name: 'Dewi' }, { role: 'manager', name: 'Dewi' })).toEqual([{ field: 'role', before: 'agent', after: 'manager' }])
  })

  it('shows a new thing as it was made and a removed one as it was', () => {
    expect(changesBetween(null, { name: 'Sambal', price: 25_000 })).toEqual([
      { field: 'name', before: undefined, after: 'Sambal' },
      { field: 'price', before: undefined, after: 25_000 },
    ])
    expect(changesBetween({ name: 'Sambal' }, null)).toEqual([{ field: 'name', before: 'Sambal', after: undefined }])
  })

  it('does not call gone what a partial change leaves out', () => {
    expect(changesBetween({ handler: 'assistant', status: 'open' }, { handler: 'person' })).toEqual([{ field: 'handler', before: 'assistant', after: 'person' }])
  })

  it('looks into nested things, and keeps lists of words on one line', () => {
    expect(changesBetween({ labels: ['baru'], hours: { senin: '08.00-17.00' } }, { labels: ['baru', 'grosir'], hours: { senin: 'tutup' } })).toEqual([
      { field: 'labels', before: 'baru', after: 'baru, grosir' },
      { field: 'hours.senin', before: '08.00-17.00', after: 'tutup' },
    ])
  })

  it('does not call gone what an item of a list leaves out', () => {
    expect(changesBetween({ variants: [{ sku: 'A1', price: 5 }] }, { variants: [{ price: 6 }] })).toEqual([{ field: 'variants.0.price', before: 5, after: 6 }])
  })

  it('notices what was taken out of a list or a thing', () => {
    expect(changesBetween({ hours: { senin: '08.00-17.00', selasa: 'tutup' } }, { hours: { selasa: 'tutup' } })).toEqual([{ field: 'hours.senin', before: '08.00-17.00', after: undefined }])
    expect(changesBetween({ faqs: [{ question: 'Buka?' }, { question: 'COD?' }] }, { faqs: [{ question: 'Buka?' }] })).toEqual([{ field: 'faqs.1.question', before: 'COD?', after: undefined }])
  })

  it('cuts long texts and takes nothing for nothing', () => {
    const [change] = changesBetween(null, { text: 'a'.repeat(500) })
    expect(String(change?.after)).toHaveLength(120)
    expect(changesBetween(null, null)).toEqual([])
  })
})
