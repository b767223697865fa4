import { classificationTask } from '../classification.ts'

export const task = classificationTask('sentiment')
