import { expect, inject, test } from 'vitest'
import { connectClient, withClient } from './connect.ts'

test('a connection that the server ends while nobody asks it anything ends nothing else, and says so when asked', async () => {
  const server = inject('databaseServer')
  const client = await connectClient(server)
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const gone = new Promise<void>((resolve) => client.once('end', resolve))
  await withClient(server, (other) => other.query('select pg_terminate_backend($1)', [rows[0]?.pid]))
  await gone
  await expect(client.query('select 1')).rejects.toThrow()
  await client.end()
})
