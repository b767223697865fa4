/** An optional language model. Without one nothing is missing from the main path. */
export interface LanguageModel {
  name: string
  complete(request: { system: string; prompt: string; maxTokens?: number; timeoutMs?: number; json?: boolean }): Promise<string>
}
