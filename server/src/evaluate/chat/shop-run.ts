import { join } from 'node:path'
import type { Classifier } from '#models/language/classifier'
import { knowledgeFromFiles } from '../../domains/assistant/brain/knowledge/from-files.ts'
import { indexShop } from '../../domains/assistant/brain/knowledge/shop-index.ts'
import { respond } from '../../domains/assistant/brain/respond.ts'
import { readText } from '../tables.ts'
import { UsageError } from '../task.ts'
import { chatCase, type CaseAnswer, type ChatCase } from './cases.ts'
import { inventedAmounts } from './invented.ts'
import { judge, type Judged } from './score.ts'

/** The shops' files describe each shop as on this day, so cases are judged on it and not on today. */
export const dayOfTheFiles = '2026-11-24'

/** Answers every case with the shop's files alone and judges the answers. */
export async function runShop({ folder, cases, today, classifier }: { folder: string; cases: string; today: string; classifier: Classifier }): Promise<Judged[]> {
  const read = readCases(await readText(cases))
  const [productsCsv, shopJson, ordersJson] = await Promise.all(['products.csv', 'shop.json', 'orders.json'].map((name) => readText(join(folder, name))))
  const knowledge = readKnowledge({ productsCsv, shopJson, ordersJson }, today, folder)
  const brain = { index: indexShop(knowledge), classifier }
  const evidence = { texts: [productsCsv, shopJson, ordersJson], knowledge }
  return read.map((one) => {
    const messages = one.turns.map((turn) => turn.user)
    const { intent, products, handoff, reply } = respond(brain, { messages, phone: one.customer_phone ?? null })
    const answer: CaseAnswer = { id: one.id, intent, products, handoff: handoff !== null, answer: reply }
    return judge(one, answer, inventedAmounts(reply, messages, products, evidence))
  })
}

function readKnowledge(files: Parameters<typeof knowledgeFromFiles>[0], today: string, folder: string) {
  try {
    return knowledgeFromFiles(files, today)
  } catch (error) {
    throw new UsageError(`Berkas toko tidak terbaca: ${folder}`, { cause: error })
  }
}

export function readCases(text: string): ChatCase[] {
  return text.split('\n').filter((line) => line.trim() !== '').map((line, i) => {
    try {
      return chatCase.parse(JSON.parse(line))
    } catch (error) {
      throw new UsageError(`Baris ${i + 1} berkas kasus tidak terbaca`, { cause: error })
    }
  })
}
