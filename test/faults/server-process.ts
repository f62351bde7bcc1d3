import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { PrincipalObject } from '../../durable-objects/principal-object.ts'
import { startServer } from '../../scripts/local/server.ts'
import { SCOPES } from '../../src/permission.ts'
import { apiKey } from '../../worker/credential.ts'
import { newSecret, secretHash } from '../../worker/secrets.ts'

const root = join(import.meta.dirname, '../..')

/** A server in a process group of its own, which can be ended as if the plug had been pulled. */
export interface ServerProcess {
  readonly url: string
  /** Ends all of its processes at once: nothing is flushed, nobody is told. */
  kill(): Promise<void>
}

/** Starts the built Worker on this state folder and waits until it answers. */
export async function serving(stateDir: string): Promise<ServerProcess> {
  const program = join(root, 'scripts/local/serve.ts')
  const child = spawn(process.execPath, [program, '--state', stateDir], {
    cwd: root,
    detached: true,
    // What is started twenty times need not be compiled twenty times.
    env: { ...process.env, NODE_COMPILE_CACHE: join(stateDir, 'compiled') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const url = await Promise.race([urlSaidBy(child), ended.then(() => null)])
  if (url === null) throw new Error(`The server ended with ${child.exitCode} before it answered.`)
  return {
    url,
    kill: async () => {
      process.kill(-Number(child.pid), 'SIGKILL')
      await ended
    },
  }
}

/** Makes an API key in a state folder nobody serves: all scopes, the whole brand. */
export async function keyIn(stateDir: string): Promise<string> {
  const server = await startServer({ stateDir, port: 0, entry: 'index' })
  const secret = newSecret()
  const id = 'key_till'
  const scopes = SCOPES
  const principal = {
    id,
    role: 'api_key',
    name: 'Till',
    stores: [],
    partner: null,
    scopes,
    self: null,
  } as const
  const namespace = await server.mf.getDurableObjectNamespace('PRINCIPALS')
  // The library knows no class of ours: its stub is any object's.
  const object = namespace.get(namespace.idFromName(id)) as unknown as Pick<PrincipalObject, 'enrol'>
  await object.enrol(principal, secretHash(secret))
  await server.stop()
  return apiKey('test', id, secret)
}

async function urlSaidBy({ stdout }: ChildProcess): Promise<string | null> {
  if (stdout === null) return null
  for await (const line of createInterface({ input: stdout })) {
    if (line.startsWith('{')) return (JSON.parse(line) as { readonly url: string }).url
  }
  return null
}
