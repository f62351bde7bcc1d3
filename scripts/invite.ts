import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { experimental_readRawConfig } from 'wrangler'
import { BuildFailed } from './build.ts'
import { terminalSteps } from './deploy/terminal.ts'
import { deployedDatabase } from './invite/deployed-database.ts'
import { type Database, inviteAdmin } from './invite/invite-admin.ts'
import { CannotStart } from './local/cannot-start.ts'
import { startServer } from './local/server.ts'

/**
 * `npm run invite -- admin` prints a link that makes whoever opens it an admin of the state folder (STATE_DIR); Vale must
 * not be running on it. `npm run invite -- admin https://vale.example` does the same for a deployment, in the folder it
 * is deployed from and with the credentials Wrangler has.
 */
const [role, url] = process.argv.slice(2)

try {
  if (role !== 'admin') throw new CannotStart('Say whom: npm run invite -- admin [https://your.host]')
  const link = await (url === undefined ? inviteHere(process.env.STATE_DIR ?? '.state') : inviteThere(url))
  console.log(`\nOpen this link once, within seven days, on the device you want to work with:\n\n  ${link}\n`)
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof BuildFailed)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function inviteHere(stateDir: string): Promise<string> {
  const server = await startServer({ stateDir, port: 0, entry: 'index' })
  try {
    const db = await server.mf.getD1Database('DB')
    const database: Database = (sql, params) =>
      db
        .prepare(sql)
        .bind(...params)
        .run()
    return await inviteAdmin(
      database,
      `http://localhost:${process.env.PORT ?? 8787}`,
      Date.now(),
      randomBytes,
    )
  } finally {
    await server.stop()
  }
}

async function inviteThere(url: string): Promise<string> {
  if (!URL.canParse(url)) throw new CannotStart(`${url} is no address; write it like https://vale.example.`)
  const { rawConfig } = experimental_readRawConfig({ config: join(import.meta.dirname, '../wrangler.toml') })
  const { host } = new URL(url)
  const database = deployedDatabase(terminalSteps(false), rawConfig, host)
  return inviteAdmin(database, `https://${host}`, Date.now(), randomBytes)
}
