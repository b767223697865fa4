import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as lazada from './lazada/signing.ts'
import * as shopee from './shopee/signing.ts'
import * as tiktok from './tiktok/signing.ts'

interface Vector {
  [name: string]: unknown
  sign: string
}

// Written for Laris; where it says so, cross-checked with clients by others.
const vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'signature-vectors.json'), 'utf8')) as Record<string, Vector[]>
const text = (vector: Vector, name: string) => String(vector[name] ?? '')

describe('signatures', () => {
  test.each(vectors['shopee_v2_shop_api'] ?? [])('Shopee, of a shop: $path', (vector) => {
    expect(shopee.signCall(text(vector, 'partner_key'), { partnerId: text(vector, 'partner_id'), path: text(vector, 'path'), timestamp: Number(vector['timestamp']), accessToken: text(vector, 'access_token'), shopId: text(vector, 'shop_id') })).toBe(vector.sign)
  })

  test.each(vectors['shopee_v2_public_api'] ?? [])('Shopee, before there is a token: $path', (vector) => {
    expect(shopee.signCall(text(vector, 'partner_key'), { partnerId: text(vector, 'partner_id'), path: text(vector, 'path'), timestamp: Number(vector['timestamp']) })).toBe(vector.sign)
  })

  test.each(vectors['shopee_push'] ?? [])('Shopee, of a push to $callback_url', (vector) => {
    expect(shopee.signPush(text(vector, 'partner_key'), text(vector, 'callback_url'), Buffer.from(text(vector, 'raw_body')))).toBe(vector['authorization'])
  })

  test.each(vectors['tiktok_shop_request'] ?? [])('TikTok Shop: $method $path', (vector) => {
    const query = vector['params'] as Record<string, string>
    const signed = tiktok.signCall(text(vector, 'app_secret'), { path: text(vector, 'path'), query, ...(vector['body'] ? { body: text(vector, 'body') } : {}) })
    expect(signed).toBe(vector.sign)
    // What carries the signature is no part of it.
    expect(tiktok.signCall(text(vector, 'app_secret'), { path: text(vector, 'path'), query: { ...query, sign: 'x', access_token: 'y' }, ...(vector['body'] ? { body: text(vector, 'body') } : {}) })).toBe(signed)
  })

  test.each(vectors['tiktok_shop_webhook'] ?? [])('TikTok Shop, of a push', (vector) => {
    expect(tiktok.signPush(text(vector, 'app_key'), text(vector, 'app_secret'), Buffer.from(text(vector, 'raw_body')))).toBe(vector['authorization'])
  })

  test.each(vectors['lazada'] ?? [])('Lazada: $api_path, as the vector and as a client by others sign it', (vector) => {
    const parameters = vector['params'] as Record<string, string>
    expect(lazada.signCall(text(vector, 'app_secret'), text(vector, 'api_path'), parameters)).toBe(vector.sign)
    const { signRequest } = createRequire(import.meta.url)('lazada-open-platform-sdk/lib/LazadaRequest/signature') as { signRequest(secret: string, path: string, parameters: Record<string, string>): string }
    expect(signRequest(text(vector, 'app_secret'), text(vector, 'api_path'), parameters)).toBe(vector.sign)
  })

  test('there is a vector for each of them', () => {
    for (const name of ['shopee_v2_shop_api', 'shopee_v2_public_api', 'shopee_push', 'tiktok_shop_request', 'tiktok_shop_webhook', 'lazada']) expect(vectors[name]?.length, name).toBeGreaterThan(0)
  })
})
