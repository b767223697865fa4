import { pretrainedEmotion } from '#models/language/pretrained'
import { trainSentiment } from '#models/language/sentiment'
import { classificationTask } from '../classification.ts'

export const task = classificationTask({ name: 'emotion', train: trainSentiment, loadPretrained: pretrainedEmotion })
