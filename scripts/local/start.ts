import { BuildFailed } from '../build.ts'
import { CannotStart } from './cannot-start.ts'
import { wakeEveryMinute } from './clock.ts'
import { forgetFacts, loadDemo, writeFacts } from './demo.ts'
import { startServer } from './server.ts'
import { stopWhenTold } from './stop-when-told.ts'

const stateDir = process.env.STATE_DIR ?? '.state'
const port = Number(process.env.PORT ?? 8787)

try {
  await start()
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof BuildFailed)) throw error
  console.error(error.message)
  process.exit(1)
}

async function start(): Promise<void> {
  if (!Number.isInteger(port)) throw new CannotStart(`PORT is a number, not "${process.env.PORT}".`)
  console.log('Starting Vale.')
  const server = await startServer({ stateDir, port, entry: 'demo' })
  stopWhenTold(server)
  await forgetFacts()
  await loadDemo(server.url, (text) => process.stdout.write(text))
  wakeEveryMinute(server)
  const { links, pins } = await writeFacts(server.url)
  console.log(`\nVale is at ${server.url}. Sign in as`)
  for (const { role, name, link } of links) console.log(`  ${role.padEnd(9)} ${name.padEnd(24)} ${link}`)
  console.log(`\nPINs on the shared tablet: ${pins.join(', ')}.`)
  console.log(`\nWhat you do is kept in ${stateDir}; npm run reset empties it. Ctrl-C stops.`)
}
