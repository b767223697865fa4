import { writeFile } from 'node:fs/promises'
import { classifierScores } from '#models/language/classifier-scores'
import type { Classifier, Example } from '#models/language/classifier'
import { readLabelledTexts } from './labelled-texts.ts'
import { parseOptions, required } from './options.ts'
import { UsageError, type EvaluateTask } from './task.ts'

export interface ClassificationKind {
  name: string
  train: (examples: readonly Example[]) => Classifier
  /** The shipped model, where there is one. */
  loadPretrained?: () => Classifier
}

/** The task of a text classifier: learn from files, or take the shipped one, and score a test file. */
export function classificationTask(kind: ClassificationKind): EvaluateTask {
  const source = kind.loadPretrained ? '(--train FILE[,FILE] | --pretrained)' : '--train FILE[,FILE]'
  return {
    usage: `${kind.name} ${source} --test FILE [--predictions OUT.csv]`,
    async run(args) {
      const { values, positionals } = parseOptions(args, {
        train: { type: 'string' },
        test: { type: 'string' },
        pretrained: { type: 'boolean' },
        predictions: { type: 'string' },
      })
      if (positionals.length > 0) throw new UsageError(`Argumen tidak dikenal: ${positionals.join(' ')}`)
      const test = await readLabelledTexts(required(values.test, 'test'))
      const { classifier, trainSeconds } = await obtain(kind, values)

      const start = performance.now()
      const predictions = test.map(({ text }) => classifier.predict(text))
      const predictSeconds = secondsSince(start)
      if (values.predictions) {
        const rows = predictions.map(({ label, confidence }, row) =>
          [row, quote(test[row].label), quote(label), confidence.toFixed(6)].join(','),
        )
        await writeFile(values.predictions, `row,label,predicted,confidence\n${rows.join('\n')}\n`).catch((cause: unknown) => {
          throw new UsageError(`Berkas tidak bisa ditulis: ${values.predictions}`, { cause })
        })
      }
      const scores = classifierScores(
        test.map(({ label }) => label),
        predictions.map(({ label }) => label),
      )
      return { ...scores, trainSeconds, predictSeconds, n: test.length }
    },
  }
}

async function obtain(
  kind: ClassificationKind,
  values: { train?: string; pretrained?: boolean },
): Promise<{ classifier: Classifier; trainSeconds: number }> {
  if (values.pretrained) {
    if (!kind.loadPretrained) throw new UsageError('Tugas ini tidak punya model siap pakai')
    if (values.train !== undefined) throw new UsageError('Pilih --train atau --pretrained, tidak keduanya')
    return { classifier: kind.loadPretrained(), trainSeconds: 0 }
  }
  const files = required(values.train, 'train').split(',').filter(Boolean)
  const examples = (await Promise.all(files.map(readLabelledTexts))).flat()
  const start = performance.now()
  const classifier = kind.train(examples)
  return { classifier, trainSeconds: secondsSince(start) }
}

const secondsSince = (start: number) => (performance.now() - start) / 1000
const quote = (label: string) => (/[",\r\n]/.test(label) ? `"${label.replaceAll('"', '""')}"` : label)
