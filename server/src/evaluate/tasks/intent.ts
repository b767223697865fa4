import { trainClassifier } from '#models/language/classifier'
import { classificationTask } from '../classification.ts'

export const task = classificationTask({ name: 'intent', train: trainClassifier })
