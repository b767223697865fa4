import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { knowledgeFromFiles } from '../../domains/assistant/brain/knowledge/from-files.ts'
import { indexShop } from '../../domains/assistant/brain/knowledge/shop-index.ts'
import { intentClassifier } from '../../domains/assistant/brain/intent-model.ts'
import { respond } from '../../domains/assistant/brain/respond.ts'
import { chatCase, type CaseAnswer, type ChatCase } from '../chat/cases.ts'
import { inventedAmounts } from '../chat/invented.ts'
import { figures, judge } from '../chat/score.ts'
import { parseOptions, required } from '../options.ts'
import { readText } from '../tables.ts'
import { UsageError, type EvaluateTask } from '../task.ts'

/** The shops' files describe each shop as on this day, so cases are judged on it and not on today. */
const dayOfTheFiles = '2026-11-24'

export const task: EvaluateTask = {
  usage: 'chat --shop DIR --cases chat.jsonl [--answers OUT.jsonl] [--verbose]',
  async run(args) {
    const { values } = parseOptions(args, {
      shop: { type: 'string' },
      cases: { type: 'string' },
      answers: { type: 'string' },
      today: { type: 'string', default: dayOfTheFiles },
      verbose: { type: 'boolean', default: false },
    })
    const folder = required(values.shop, 'shop')
    const cases = readCases(await readText(required(values.cases, 'cases')))
    const [productsCsv, shopJson, ordersJson] = await Promise.all(['products.csv', 'shop.json', 'orders.json'].map((name) => readText(join(folder, name))))
    const knowledge = readKnowledge({ productsCsv, shopJson, ordersJson }, values.today, folder)
    const brain = { index: indexShop(knowledge), classifier: intentClassifier() }
    const evidence = { texts: [productsCsv, shopJson, ordersJson], knowledge }
    const judged = cases.map((one) => {
      const messages = one.turns.map((turn) => turn.user)
      const { intent, products, handoff, reply } = respond(brain, { messages, phone: one.customer_phone ?? null })
      const answer: CaseAnswer = { id: one.id, intent, products, handoff: handoff !== null, answer: reply }
      return judge(one, answer, inventedAmounts(reply, messages, products, evidence))
    })
    if (values.answers) await writeFile(values.answers, judged.map(({ answer }) => `${JSON.stringify(answer)}\n`).join(''))
    const failed = judged.filter(({ reasons }) => reasons.length > 0)
    const failures = values.verbose ? failed.map(({ answer: { id, ...rest }, reasons }) => ({ id, reasons, ...rest })) : failed.length
    return { ...figures(judged), failures }
  },
}

function readKnowledge(files: Parameters<typeof knowledgeFromFiles>[0], today: string, folder: string) {
  try {
    return knowledgeFromFiles(files, today)
  } catch (error) {
    throw new UsageError(`Berkas toko tidak terbaca: ${folder}`, { cause: error })
  }
}

function readCases(text: string): ChatCase[] {
  return text.split('\n').filter((line) => line.trim() !== '').map((line, i) => {
    try {
      return chatCase.parse(JSON.parse(line))
    } catch (error) {
      throw new UsageError(`Baris ${i + 1} berkas kasus tidak terbaca`, { cause: error })
    }
  })
}
