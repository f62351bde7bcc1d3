import { BuildFailed } from './build.ts'
import { CannotStart } from './local/cannot-start.ts'
import { startServer } from './local/server.ts'
import { deployed } from './rebuild/deployed.ts'
import { localState } from './rebuild/local-state.ts'
import { rebuild } from './rebuild/rebuild.ts'

/**
 * `npm run rebuild` empties the lists of a state folder (STATE_DIR) and fills them again from its ledgers; Vale must not
 * be running on it. `npm run rebuild -- https://vale.example` does the same for a deployment, which goes on serving: it
 * needs CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID of whoever deploys, and in VALE_API_KEY a key with vouchers:change.
 */
const [url] = process.argv.slice(2)

try {
  await (url === undefined ? rebuildLocal(process.env.STATE_DIR ?? '.state') : rebuildDeployed(url))
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof BuildFailed)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function rebuildLocal(stateDir: string): Promise<void> {
  const server = await startServer({ stateDir, port: 0, entry: 'index' })
  try {
    const ledgers = await localState(server, stateDir)
    await rebuild(ledgers, console.log).finally(ledgers.close)
  } finally {
    await server.stop()
  }
}

async function rebuildDeployed(url: string): Promise<void> {
  const variable = (name: string) => {
    const value = process.env[name]
    if (value === undefined || value === '') throw new CannotStart(`${name} is not set.`)
    return value
  }
  const ledgers = await deployed({
    url: new URL(url).origin,
    apiKey: variable('VALE_API_KEY'),
    accountId: variable('CLOUDFLARE_ACCOUNT_ID'),
    apiToken: variable('CLOUDFLARE_API_TOKEN'),
  })
  await rebuild(ledgers, console.log)
}
