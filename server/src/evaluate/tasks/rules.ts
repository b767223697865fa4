import { ModelInputError } from '#models/input-error'
import { associationRules } from '#models/recommendation/association-rules'
import { parseOptions, required } from '../options.ts'
import { readText } from '../tables.ts'
import { UsageError, type EvaluateTask } from '../task.ts'

/** `evaluate rules`: which items are bought together, by support, confidence and lift. */
export const task: EvaluateTask = {
  usage: 'rules --baskets FILE --support S --confidence C',
  run: (args) => rules(args),
}

const shown = 20

async function rules(args: string[]): Promise<object> {
  const { values } = parseOptions(args, {
    baskets: { type: 'string' },
    support: { type: 'string' },
    confidence: { type: 'string' },
  })
  const text = await readText(required(values.baskets, 'baskets'))
  const support = share(values.support, 'support')
  const confidence = share(values.confidence, 'confidence')
  if (support === 0) throw new UsageError('--support harus di atas 0')
  const baskets = text.split(/\r?\n/).map(itemsOf).filter((basket) => basket.length > 0)

  const started = performance.now()
  try {
    const found = associationRules(baskets, { support, confidence })
    return {
      n: found.baskets,
      itemsets: found.itemsets,
      count: found.rules.length,
      rules: found.rules.slice(0, shown),
      seconds: (performance.now() - started) / 1000,
    }
  } catch (error) {
    if (error instanceof ModelInputError && error.code === 'recommendation.too_many_itemsets') throw new UsageError(`Terlalu banyak kombinasi barang; naikkan --support: ${error.message}`)
    throw error
  }
}

/** RFC 4180 quoting, which few basket files use: an item may hold a comma. */
function itemsOf(line: string): string[] {
  const fields = line.includes('"') ? line.match(/"(?:[^"]|"")*"|[^,]+/g) ?? [] : line.split(',')
  return fields.map((field) => field.replace(/^\s*"(.*)"\s*$/, '$1').replaceAll('""', '"').trim()).filter((item) => item !== '')
}

function share(value: string | undefined, name: string): number {
  const number = Number(required(value, name))
  if (!(number >= 0 && number <= 1)) throw new UsageError(`Opsi --${name} harus antara 0 dan 1, bukan ${value}`)
  return number
}
