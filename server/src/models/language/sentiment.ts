import { trainClassifier, type Classifier, type Example, type Prediction, type TrainingOptions } from './classifier.ts'
import { feelingFeatures } from './feelings.ts'

/**
 * A classifier for sentiment or emotion: n-grams plus `feelingFeatures`. Labels are those of the examples.
 *
 * @throws ModelInputError as `trainClassifier`.
 */
export function trainSentiment(examples: readonly Example[], options?: TrainingOptions): Classifier {
  return withFeelings(
    trainClassifier(
      examples.map(({ text, label }) => ({ text, label, features: feelingFeatures(text) })),
      options,
    ),
  )
}

/** A classifier trained by `trainSentiment` and loaded again, which must see the same features as it did then. */
export function withFeelings(classifier: Classifier): Classifier {
  return {
    ...classifier,
    predict: (text: string): Prediction => classifier.predict(text, feelingFeatures(text)),
  }
}
