import { parseArgs } from 'node:util'
import { startServer } from './server.ts'
import { stopWhenTold } from './stop-when-told.ts'

/**
 * A server as a process of its own, for tests that kill it:
 * `serve.ts --state DIR [--port N] [--entry index|demo] [--var NAME=VALUE]…` prints `{"url":…}` when it answers. Start
 * it detached and end its group, `process.kill(-pid, 'SIGKILL')`: the runtime is a child of its own.
 */
const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    port: { type: 'string', default: '0' },
    entry: { type: 'string', default: 'index' },
    var: { type: 'string', multiple: true, default: [] },
  },
})
if (values.state === undefined) throw new Error('--state names the folder that keeps the state')

const server = await startServer({
  stateDir: values.state,
  port: Number(values.port),
  entry: values.entry === 'demo' ? 'demo' : 'index',
  vars: Object.fromEntries(
    values.var.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  ),
})
stopWhenTold(server)
console.log(JSON.stringify({ url: server.url }))
