import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import natural from 'natural'
import { NlpManager } from 'node-nlp'
import winkClassifier from 'wink-naive-bayes-text-classifier'
import winkUtils from 'wink-nlp-utils'
import type { Example } from '../server/src/models/language/classifier.ts'
import { findPython, hasCommand } from './subprocess.ts'

/** Labels of test texts by a classifier that learnt from training texts. */
export interface Peer {
  name: string
  /** Why it cannot run here, or undefined. */
  missing?: string
  learn: (train: readonly Example[]) => Promise<{ predict: (texts: readonly string[]) => Promise<string[]> }>
}

/** Text as all peers get it: lower case, signs apart; they keep their own tokenisers otherwise. */
const plain = (text: string) => text.toLowerCase()

export const wink: Peer = {
  name: 'wink-naive-bayes-text-classifier',
  async learn(train) {
    const classifier = winkClassifier()
    const { string, tokens } = winkUtils
    classifier.definePrepTasks([string.tokenize0, tokens.propagateNegations])
    classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 })
    for (const { text, label } of train) classifier.learn(plain(text), label)
    classifier.consolidate()
    return { predict: async (texts) => texts.map((text) => String(classifier.predict(plain(text)))) }
  },
}

export const naturalBayes: Peer = {
  name: 'natural (naive Bayes, Indonesian stemmer)',
  async learn(train) {
    const classifier = new natural.BayesClassifier(natural.StemmerId)
    for (const { text, label } of train) classifier.addDocument(plain(text), label)
    classifier.train()
    return { predict: async (texts) => texts.map((text) => classifier.classify(plain(text))) }
  },
}

export const nodeNlp: Peer = {
  name: 'node-nlp (Indonesian)',
  async learn(train) {
    const manager = new NlpManager({ languages: ['id'], nlu: { log: false }, autoSave: false, ner: { builtins: [] } })
    for (const { text, label } of train) manager.addDocument('id', text, label)
    await manager.train()
    return {
      async predict(texts) {
        const labels: string[] = []
        for (const text of texts) {
          // Only the classifier: sentiment, entities and answers would not be a fair clock.
          const { classifications } = await manager.nlp.nluManager.process('id', text)
          labels.push(String(classifications[0]?.intent))
        }
        return labels
      },
    }
  },
}

export const fasttext: Peer = {
  name: 'fasttext (words 1–2, letters 2–5)',
  ...(hasCommand('fasttext', []) ? {} : { missing: 'fasttext is not installed' }),
  async learn(train) {
    const folder = mkdtempSync(join(tmpdir(), 'laris-bench-'))
    const line = (text: string) => (text.toLowerCase().match(/[\p{L}\p{N}]+|[^\s]/gu) ?? ['_']).join(' ')
    const labels = [...new Set(train.map(({ label }) => label))]
    writeFileSync(join(folder, 'train'), train.map(({ text, label }) => `__label__${labels.indexOf(label)} ${line(text)}\n`).join(''))
    const settings = '-dim 50 -epoch 25 -lr 0.5 -wordNgrams 2 -minn 2 -maxn 5 -thread 1 -bucket 200000 -verbose 0'.split(' ')
    run('fasttext', ['supervised', '-input', join(folder, 'train'), '-output', join(folder, 'model'), ...settings])
    return {
      async predict(texts) {
        writeFileSync(join(folder, 'test'), texts.map((text) => `${line(text)}\n`).join(''))
        const output = run('fasttext', ['predict', join(folder, 'model.bin'), join(folder, 'test')])
        rmSync(folder, { recursive: true })
        return output.trim().split('\n').map((found) => labels[Number(found.replace('__label__', ''))] ?? '')
      },
    }
  },
}

/** The best of two linear models by 3-fold cross-validation on the training texts, over three costs each. */
export const sklearn: Peer = (() => {
  const python = findPython(['sklearn'])
  return {
    name: `sklearn SVC/LR, tf-idf words 1–2 + letters 2–5${python ? ` (${python.versions})` : ''}`,
    ...(python ? {} : { missing: 'python3-sklearn is not installed' }),
    async learn(train) {
      return {
        predict: async (texts) => {
          if (!python) return []
          return python.run<string[]>(sklearnScript, { train, texts }).answer
        },
      }
    },
  }
})()

const sklearnScript = `
import warnings; warnings.filterwarnings('ignore')
from sklearn.pipeline import make_pipeline, make_union
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
def run(data):
    x = [e['text'] for e in data['train']]; y = [e['label'] for e in data['train']]
    union = make_union(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), TfidfVectorizer(analyzer='char_wb', ngram_range=(2, 5), sublinear_tf=True))
    train = union.fit_transform(x)
    models = [LinearSVC(C=c, class_weight='balanced') for c in (0.1, 0.3, 1)]
    models += [LogisticRegression(C=c, class_weight='balanced', solver='liblinear') for c in (1, 10)]
    folds = StratifiedKFold(3, shuffle=True, random_state=1)
    best = max(models, key=lambda m: cross_val_score(m, train, y, cv=folds, scoring='f1_macro').mean())
    return [str(label) for label in best.fit(train, y).predict(union.transform(data['texts']))]
`

function run(command: string, args: string[]): string {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (result.status !== 0) throw new Error(`${command} failed: ${result.stderr}`)
  return result.stdout
}
