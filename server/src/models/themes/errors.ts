/** Input that no method here can use. `code` is stable; the message is for the log. */
export class ThemeInputError extends Error {
  override name = 'ThemeInputError'
  readonly code: 'themes.invalid_codes' | 'themes.invalid_option'
  constructor(code: ThemeInputError['code'], message: string) {
    super(message)
    this.code = code
  }
}
