import { trainIntent } from '#models/language/intent'
import { classificationTask } from '../classification.ts'

export const task = classificationTask({ name: 'intent', train: trainIntent })
