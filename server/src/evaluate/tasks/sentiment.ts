import { pretrainedSentiment } from '#models/language/pretrained'
import { trainSentiment } from '#models/language/sentiment'
import { classificationTask } from '../classification.ts'

export const task = classificationTask({ name: 'sentiment', train: trainSentiment, loadPretrained: pretrainedSentiment })
