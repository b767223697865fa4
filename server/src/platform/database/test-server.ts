import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { silentLogger } from '../log.ts'
import { parseDatabaseUrl, type ConnectionTarget } from './connect.ts'
import { startEmbedded } from './embedded/index.ts'
import { openDatabase } from './open.ts'
import { testSecretKey } from './testing.ts'

const template = `laris_template_${process.pid}`

/**
 * One PostgreSQL for the whole run, with one migrated template that each test file clones. `LARIS_TEST_DATABASE_URL`
 * names another server (a superuser login); else the embedded one is started in a temporary folder.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { target, stop } = await startServer()
  await admin(target, `create database ${template}`)
  const database = await openDatabase({
    config: { appDatabaseUrl: undefined, ownerDatabaseUrl: undefined },
    setup: { ...target, database: template },
    secretKey: testSecretKey,
    log: silentLogger,
    mayLoseData: true,
  })
  await database[Symbol.asyncDispose]()
  project.provide('databaseServer', target)
  project.provide('databaseTemplate', template)
  return async () => {
    await admin(target, `drop database if exists ${template} with (force)`)
    await stop()
  }
}

async function startServer(): Promise<{ target: ConnectionTarget; stop(): Promise<void> }> {
  const url = process.env['LARIS_TEST_DATABASE_URL']
  if (url) return { target: parseDatabaseUrl(url), stop: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'laris-test-'))
  const server = await startEmbedded({ dataDir: folder, log: silentLogger, tuneForTests: true, mayLoseData: true })
  return {
    target: server.target,
    async stop() {
      await server[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function admin(target: ConnectionTarget, statement: string): Promise<void> {
  const client = new pg.Client(target)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
