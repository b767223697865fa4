/** The little of mjml 5 that is used; it comes without types. */
declare module 'mjml' {
  export default function mjml2html(source: string, options: { validationLevel: 'strict'; minify?: boolean; keepComments?: boolean; ignoreIncludes: true }): Promise<{ html: string; errors: unknown[] }>
}
