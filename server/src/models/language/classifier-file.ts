import { gunzipSync, gzipSync } from 'node:zlib'
import { classifierOf, type Classifier } from './classifier.ts'
import { vocabularyOf } from './features-vocabulary.ts'
import type { FeatureSettings } from './features.ts'

interface Header {
  format: typeof format
  labels: string[]
  settings: FeatureSettings
  features: number
  temperature: number
  biases: number[]
  /** Largest absolute weight of each label. */
  scales: number[]
  familiarity: number[]
}

const format = 'laris-classifier-1'

/**
 * A classifier as bytes: gzip of a JSON header line, then sorted feature hashes, idf as 16-bit floats, and weights of
 * each label as signed bytes b, meaning sign(b)·scale·(b/127)². The square keeps small weights apart; decisions move
 * by about 1 %.
 */
export function saveClassifier({ model }: Classifier): Uint8Array {
  const { labels, space, weights } = model
  const size = space.vocabulary.size
  const order = Int32Array.from({ length: size }, (_, i) => i)
  order.sort((a, b) => space.vocabulary.hashes[a] - space.vocabulary.hashes[b])
  const hashes = order.map((feature) => space.vocabulary.hashes[feature])
  const idf = Float16Array.from(order, (feature) => space.idf[feature])
  const bytes = new Int8Array(size * labels.length)
  const scales = labels.map((_, k) => {
    let scale = 1e-9
    for (let i = k; i < weights.length; i += labels.length) scale = Math.max(scale, Math.abs(weights[i]))
    for (let i = 0; i < size; i++) {
      const share = weights[order[i] * labels.length + k] / scale
      bytes[k * size + i] = Math.sign(share) * Math.round(Math.sqrt(Math.abs(share)) * 127)
    }
    return scale
  })
  const header: Header = {
    format,
    labels: [...labels],
    settings: space.settings,
    features: size,
    temperature: model.temperature,
    biases: [...model.biases],
    scales,
    familiarity: [...model.familiarity],
  }
  const parts = [Buffer.from(`${JSON.stringify(header)}\n`), bytesOf(hashes), bytesOf(idf), bytesOf(bytes)]
  return gzipSync(Buffer.concat(parts), { level: 9 })
}

/**
 * The classifier that `saveClassifier` wrote; its decisions differ from the saved one's by about 1 %.
 *
 * @throws ModelFileError with code `language.bad_model` when the bytes are not of this format, or cut off
 */
export function loadClassifier(file: Uint8Array): Classifier {
  try {
    return readClassifier(gunzipSync(file))
  } catch (cause) {
    throw cause instanceof ModelFileError ? cause : new ModelFileError('This is not a classifier, or it is damaged.', { cause })
  }
}

function readClassifier(bytes: Uint8Array): Classifier {
  const headerEnd = bytes.indexOf(10)
  const header: Header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, headerEnd)))
  if (header.format !== format) throw new ModelFileError('This is not a classifier of this version.')
  const { features: size, labels, scales } = header
  const body = Uint8Array.from(bytes.subarray(headerEnd + 1)).buffer
  const hashes = new Int32Array(body, 0, size)
  const idf = new Float16Array(body, size * 4, size)
  const quantised = new Int8Array(body, size * 6, size * labels.length)
  const weights = new Float32Array(size * labels.length)
  for (let k = 0; k < labels.length; k++) {
    for (let i = 0; i < size; i++) {
      const share = quantised[k * size + i] / 127
      weights[i * labels.length + k] = scales[k] * share * Math.abs(share)
    }
  }
  return classifierOf({
    labels,
    space: { settings: header.settings, vocabulary: vocabularyOf(hashes), idf: Float32Array.from(idf) },
    weights,
    biases: Float32Array.from(header.biases),
    temperature: header.temperature,
    familiarity: Float32Array.from(header.familiarity),
  })
}

export class ModelFileError extends Error {
  override name = 'ModelFileError'
  readonly code = 'language.bad_model'
}

const bytesOf = (array: Int32Array | Float16Array | Int8Array) =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
