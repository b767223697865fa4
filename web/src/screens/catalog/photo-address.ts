/** Where a photo is read; the key makes the browser keep it until there is another one. */
export function photoAddress(productId: string, photoKey: string, business: string | null, size: 'small' | 'full' = 'full'): string {
  return `/api/products/${productId}/photo?size=${size}&version=${encodeURIComponent(photoKey)}&business=${business ?? ''}`
}
