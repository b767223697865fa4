import { writeFile } from 'node:fs/promises'
import { intentClassifier } from '../../domains/assistant/brain/intent-model.ts'
import { figures } from '../chat/score.ts'
import { dayOfTheFiles, runShop } from '../chat/shop-run.ts'
import { parseOptions, required } from '../options.ts'
import type { EvaluateTask } from '../task.ts'

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
    const judged = await runShop({ folder: required(values.shop, 'shop'), cases: required(values.cases, 'cases'), today: values.today, classifier: intentClassifier() })
    if (values.answers) await writeFile(values.answers, judged.map(({ answer }) => `${JSON.stringify(answer)}\n`).join(''))
    const failed = judged.filter(({ reasons }) => reasons.length > 0)
    const failures = values.verbose ? failed.map(({ answer: { id, ...rest }, reasons }) => ({ id, reasons, ...rest })) : failed.length
    return { ...figures(judged), failures }
  },
}
