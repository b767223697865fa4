import { randomInt } from 'node:crypto'

// Letters and digits in turn, none that look alike: no word, size or amount is taken for a code.
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const digits = '23456789'
const pattern = /(?<![\p{L}\p{N}])[A-HJ-NP-Z][2-9][A-HJ-NP-Z][2-9][A-HJ-NP-Z](?![\p{L}\p{N}])/giu

export function newCode(): string {
  return [letters, digits, letters, digits, letters].map((from) => from[randomInt(from.length)]).join('')
}

/** What may be codes in the words of a customer, however they are written. */
export function codesIn(text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([code]) => code.toUpperCase()))]
}
