import { AppError } from '../errors.ts'
import type { OutboundFetch } from '../http/outbound.ts'
import type { LanguageModel } from './model.ts'

export interface ModelAddress {
  baseUrl: string
  model: string
  apiKey: string | undefined
  limits: LanguageModel['limits']
}

/** No answer of a chat is longer. */
const mostBytes = 262_144

/**
 * A model behind an OpenAI-compatible address, reached through the one outbound client: a host of the own network must be
 * allowed by whoever runs this Laris. One try; prompts and answers are kept nowhere.
 */
export function createLanguageModel({ baseUrl, model, apiKey, limits }: ModelAddress, fetch: OutboundFetch): LanguageModel {
  return {
    name: model,
    limits,
    async complete({ system, prompt, maxTokens, timeoutMs }) {
      // Loaded at the first question: nobody without a model waits for these at the start.
      const [{ createOpenAICompatible }, { generateText }] = await Promise.all([import('@ai-sdk/openai-compatible'), import('ai')])
      Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false })
      const provider = createOpenAICompatible({ name: 'llm', baseURL: baseUrl, fetch: throughClient(fetch, timeoutMs), ...(apiKey ? { apiKey } : {}) })
      const { text, finishReason } = await generateText({
        model: provider.chatModel(model),
        instructions: system,
        prompt,
        maxOutputTokens: maxTokens,
        temperature: 0.2,
        maxRetries: 0,
        abortSignal: AbortSignal.timeout(timeoutMs),
      })
      if (finishReason !== 'stop') throw new AppError({ code: 'llm.cut', status: 502, message: 'Jawaban model bahasa terpotong, jadi tidak dipakai.' })
      return text
    },
  }
}

/** The SDK's `fetch`, answered by the outbound client. */
const throughClient = (fetch: OutboundFetch, timeoutMs: number): typeof globalThis.fetch => async (input, init) => {
  const url = input instanceof Request ? input.url : String(input)
  const body = init?.body
  const response = await fetch(url, {
    method: init?.method === 'GET' ? 'GET' : 'POST',
    headers: Object.fromEntries(new Headers(init?.headers)),
    ...(typeof body === 'string' ? { body } : {}),
    ...(init?.signal ? { signal: init.signal } : {}),
    timeoutMs,
    maxBytes: mostBytes,
  })
  return new Response(Buffer.from(await response.bytes()), { status: response.status, headers: response.headers })
}
