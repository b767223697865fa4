/** A form with files as the body of one outbound request. */
export async function toMultipart(form: FormData): Promise<{ headers: Record<string, string>; body: Uint8Array }> {
  const encoded = new Response(form)
  return { headers: { 'content-type': encoded.headers.get('content-type') ?? 'multipart/form-data' }, body: new Uint8Array(await encoded.arrayBuffer()) }
}
