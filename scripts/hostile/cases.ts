import type { HostileCase } from './case.ts'
import { customerCases } from './customers.ts'
import { experimentCases } from './experiments.ts'
import { languageCases } from './language.ts'
import { recommendationCases } from './recommendation.ts'

export const cases: Record<string, HostileCase> = { ...customerCases, ...recommendationCases, ...experimentCases, ...languageCases }
