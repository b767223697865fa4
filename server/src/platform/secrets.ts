import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { chmod, mkdir, open } from 'node:fs/promises'
import type { SecretBox } from './context.ts'
import { AppError } from './errors.ts'
import { keyFiles, readKeyFile } from './key-files.ts'

/** What a sealed text looks like, wherever it stands: version, 12 bytes, 16 bytes, data. */
export const sealedText = /v1\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]*/g

/** The installation's key: from the environment, else from `keys/secret-key` in the data directory, made on first start. */
export async function readSecretKey(dataDir: string, fromEnvironment: string | undefined): Promise<string> {
  if (fromEnvironment) return fromEnvironment
  const { folder, current: path } = keyFiles(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const found = await readKeyFile(path)
  if (found !== undefined) return found
  const key = randomBytes(32).toString('base64url')
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(`${key}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await chmod(path, 0o600)
  return key
}

/** AES-256-GCM under a key derived from the installation's; a sealed text names its version: `v1.<iv>.<tag>.<data>`. */
export function createSecretBox(secretKey: string): SecretBox {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secretKey, '', `laris:${purpose}`, 32))
  const sealingKey = derive('seal')
  return {
    seal(plain) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealingKey, iv)
      const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return ['v1', iv, cipher.getAuthTag(), data].map((part) => (typeof part === 'string' ? part : part.toString('base64url'))).join('.')
    },
    open(sealed) {
      const [version, iv, tag, data] = sealed.split('.')
      try {
        if (version !== 'v1') throw new Error('unknown version')
        const decipher = createDecipheriv('aes-256-gcm', sealingKey, Buffer.from(iv, 'base64url'))
        decipher.setAuthTag(Buffer.from(tag, 'base64url'))
        return Buffer.concat([decipher.update(Buffer.from(data, 'base64url')), decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new AppError({ code: 'secrets.wrong_key', status: 500, message: 'Kunci Laris di komputer ini berbeda dari kunci saat token disimpan. Sambungkan lagi kanalnya.', cause })
      }
    },
    sign: (purpose, text) => createHmac('sha256', derive(`sign:${purpose}`)).update(text).digest('hex'),
  }
}
