import { z } from 'zod'
import type { Transaction } from '#platform/context'
import { localTime, startOfDay } from '#platform/clock'
import { zoneOf } from '#domains/activity'
import { readSetting, writeSetting } from '#domains/businesses'
import { countAllCalls } from './other-calls.ts'

const settingKey = 'assistant-model-costs'
const rupiah = z.number().int().min(0).max(1_000_000_000)

/** What the owner lets the language model cost. Providers tell prices in many ways, so the owner says what one answer costs. */
export const modelCostSettings = z
  .strictObject({
    /** Most rupiah in a calendar month; `null` sets no limit, 0 turns the model off. */
    mostPerMonth: rupiah.nullable().default(null),
    perAnswer: rupiah.default(0),
  })
  .refine(({ mostPerMonth, perAnswer }) => !mostPerMonth || perAnswer > 0, { path: ['perAnswer'], message: 'Isi dulu kira-kira biaya satu jawaban' })

export type ModelCostSettings = z.output<typeof modelCostSettings>

export interface ModelCosts extends ModelCostSettings {
  answersThisMonth: number
  /** Reckoned from the answers in which the model was asked, not read from the provider's bill. */
  spentThisMonth: number
  isLimitReached: boolean
}

export async function getModelCosts(tx: Transaction): Promise<ModelCosts> {
  const settings = modelCostSettings.parse((await readSetting(tx, settingKey)) ?? {})
  const answersThisMonth = await countAllCalls(tx, await startOfMonth(tx))
  const spentThisMonth = answersThisMonth * settings.perAnswer
  const { mostPerMonth } = settings
  return { ...settings, answersThisMonth, spentThisMonth, isLimitReached: mostPerMonth !== null && (mostPerMonth === 0 || spentThisMonth + settings.perAnswer > mostPerMonth) }
}

/** Answers in which the model was asked since a moment, and what they cost; `null` while the owner has not said what one costs. */
export async function readModelSpending(tx: Transaction, since: Date): Promise<{ answers: number; cost: number | null }> {
  const { perAnswer } = modelCostSettings.parse((await readSetting(tx, settingKey)) ?? {})
  const answers = await countAllCalls(tx, since)
  return { answers, cost: answers > 0 && perAnswer === 0 ? null : answers * perAnswer }
}

export function saveModelCosts(tx: Transaction, settings: ModelCostSettings): Promise<void> {
  return writeSetting(tx, settingKey, settings)
}

/** Before an answer: a business without a limit is not counted. */
export async function mayCostMore(tx: Transaction): Promise<boolean> {
  const settings = modelCostSettings.parse((await readSetting(tx, settingKey)) ?? {})
  return settings.mostPerMonth === null || !(await getModelCosts(tx)).isLimitReached
}

async function startOfMonth(tx: Transaction): Promise<Date> {
  const zone = await zoneOf(tx)
  return startOfDay(`${localTime(tx.now(), zone).date.slice(0, 7)}-01`, zone)
}
