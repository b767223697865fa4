import { describe, expect, it } from 'vitest'
import type { OutboxEntry } from './entry.ts'
import { createOutbox, type Attempt } from './outbox.ts'
import { inMemory, type OutboxStorage } from './storage.ts'

const entry = (clientId: string, more: Partial<OutboxEntry> = {}): OutboxEntry => ({
  clientId,
  memberId: 'ani',
  conversationId: 'sari',
  kind: 'reply',
  text: clientId,
  createdAt: `2026-11-24T05:00:0${clientId.slice(-1)}Z`,
  ...more,
})

function anOutbox(send: (entry: OutboxEntry) => Promise<Attempt>, storage: OutboxStorage = inMemory(true)) {
  const waits: { run: () => void; ms: number }[] = []
  const outbox = createOutbox({ storage: Promise.resolve(storage), send, isMine: (one) => one.memberId === 'ani', onChange: () => {}, wait: (run, ms) => void waits.push({ run, ms }) })
  return { outbox, waits, storage }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5))
const stored = (): Promise<Attempt> => Promise.resolve({ outcome: 'stored' })
const later = (): Promise<Attempt> => Promise.resolve({ outcome: 'later' })

describe('outbox', () => {
  it('keeps an entry on the device until the server has it', async () => {
    let answer: (attempt: Attempt) => void = () => {}
    const { outbox, storage } = anOutbox(() => new Promise((resolve) => (answer = resolve)))
    await outbox.add(entry('m1'))
    expect(await storage.list()).toHaveLength(1)
    answer({ outcome: 'stored' })
    await settle()
    expect(await storage.list()).toEqual([])
    expect(outbox.read().entries).toEqual([])
  })

  it('tries again with the same client id, ever more patiently', async () => {
    const sent: string[] = []
    const { outbox, waits } = anOutbox((one) => {
      sent.push(one.clientId)
      return sent.length < 3 ? later() : stored()
    })
    await outbox.add(entry('m1'))
    await settle()
    waits[0].run()
    await settle()
    waits[1].run()
    await settle()
    expect(sent).toEqual(['m1', 'm1', 'm1'])
    expect(waits.map(({ ms }) => ms)).toEqual([1_000, 2_000])
    expect(outbox.read().entries).toEqual([])
  })

  it('sends one conversation in order and does not let it hold up another', async () => {
    const sent: string[] = []
    const { outbox } = anOutbox((one) => {
      sent.push(one.clientId)
      return one.conversationId === 'sari' ? later() : stored()
    })
    await outbox.add(entry('m1'))
    await outbox.add(entry('m2'))
    await outbox.add(entry('m3', { conversationId: 'budi' }))
    await settle()
    expect(sent).not.toContain('m2')
    expect(sent).toContain('m3')
    expect(outbox.read().entries.map((one) => one.clientId)).toEqual(['m1', 'm2'])
  })

  it('never sends one entry twice at the same time', async () => {
    let open = 0
    let most = 0
    const { outbox } = anOutbox(async () => {
      most = Math.max(most, ++open)
      await settle()
      open--
      return { outcome: 'stored' }
    })
    await outbox.add(entry('m1'))
    await Promise.all([outbox.deliver(), outbox.deliver()])
    await settle()
    expect(most).toBe(1)
  })

  it('sends what an earlier visit left behind, with its files', async () => {
    const storage = inMemory(true)
    await storage.put(entry('m1', { kind: 'file', file: { name: 'foto.jpg', content: new Blob(['x']) } }))
    const sent: OutboxEntry[] = []
    const { outbox } = anOutbox((one) => {
      sent.push(one)
      return stored()
    }, storage)
    await outbox.reload()
    await outbox.deliver()
    expect(sent[0]?.file?.name).toBe('foto.jpg')
    expect(await storage.list()).toEqual([])
  })

  it('waits for the author after a refusal, and sends again without what they had not seen', async () => {
    const sent: OutboxEntry[] = []
    const { outbox, storage } = anOutbox((one) => {
      sent.push(one)
      return one.seenMessageId ? Promise.resolve({ outcome: 'refused', code: 'conversations.someone_answered', sentence: 'Budi baru saja membalas.' }) : stored()
    })
    await outbox.add(entry('m1', { seenMessageId: 'old' }))
    await settle()
    await outbox.deliver()
    expect(sent).toHaveLength(1)
    expect((await storage.list())[0]?.refusal?.sentence).toBe('Budi baru saja membalas.')
    await outbox.retry('m1', { seenMessageId: undefined })
    expect(sent).toHaveLength(2)
    expect(outbox.read().entries).toEqual([])
  })

  it("leaves a colleague's entries on a shared device alone", async () => {
    const sent: string[] = []
    const storage = inMemory(true)
    await storage.put(entry('m1', { memberId: 'budi' }))
    const { outbox } = anOutbox((one) => {
      sent.push(one.clientId)
      return stored()
    }, storage)
    await outbox.reload()
    await outbox.deliver()
    expect(sent).toEqual([])
    expect(await storage.list()).toHaveLength(1)
  })

  it('says that nothing survives a reload when the device keeps nothing, and loses nothing meanwhile', async () => {
    const storage: OutboxStorage = { ...inMemory(true), put: () => Promise.reject(new Error('quota')) }
    const { outbox } = anOutbox(later, storage)
    await outbox.add(entry('m1'))
    await outbox.reload()
    expect(outbox.read().isDurable).toBe(false)
    expect(outbox.read().entries).toHaveLength(1)
  })

  it('does not discard what is on its way', async () => {
    const { outbox } = anOutbox(() => new Promise(() => {}))
    await outbox.add(entry('m1'))
    await outbox.discard('m1')
    expect(outbox.read().entries).toHaveLength(1)
  })
})
