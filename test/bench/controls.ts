import { Hono } from 'hono'
import type { DirectoryDocument } from '../../src/directory.ts'
import { SCOPES } from '../../src/permission.ts'
import { apiKey, SESSION_COOKIE } from '../../worker/credential.ts'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { directoryStub, principalStub } from '../../worker/stubs.ts'
import type { BenchEnv } from './entry.ts'
import { readTally, startTally } from './tally.ts'

const KEY_ID = 'key_bench'
const OPERATOR_ID = 'usr_bench'

/** A brand with two shops. */
const LUME: DirectoryDocument = {
  version: 0,
  brand: {
    name: 'Café Lume',
    line: 'Lisbon',
    colour: '#7a2e1d',
    logoUrl: null,
    zone: 'Europe/Lisbon',
    currency: 'EUR',
    locale: 'en',
    email: null,
  },
  stores: [
    { id: 'sto_chiado', name: 'Chiado', city: 'Lisbon', zone: 'Europe/Lisbon', partner: null, state: 'open' },
    {
      id: 'sto_ponta',
      name: 'Ponta Delgada',
      city: 'Ponta Delgada',
      zone: 'Atlantic/Azores',
      partner: null,
      state: 'open',
    },
  ],
  partners: [],
}

/** What the bench asks of its Worker beside what it measures. */
export const controls = new Hono<{ Bindings: BenchEnv }>()

/** Opens the brand and gives an API key that may do everything. */
controls.post('/brand', async (c) => {
  const secret = newSecret()
  const principal = {
    id: KEY_ID,
    role: 'api_key',
    name: 'Till',
    stores: [],
    partner: null,
    scopes: SCOPES,
    self: null,
  } as const
  await directoryStub(c.env).replace(0, LUME)
  await principalStub(c.env, KEY_ID).enrol(principal, secretHash(secret))
  return c.json({ key: apiKey(c.env.WORLD, KEY_ID, secret) })
})

/** Opens a session of an operator in a shop and gives its cookie. */
controls.post('/operator', async (c) => {
  const secret = newSecret()
  const principal = {
    id: OPERATOR_ID,
    role: 'operator',
    name: 'Olive',
    stores: ['sto_chiado'],
    partner: null,
    scopes: [],
    self: null,
  } as const
  const stub = principalStub(c.env, OPERATOR_ID)
  await stub.enrol(principal, null)
  const opening = { hash: secretHash(secret), proof: 'passkey', on: null, browser: '', from: null } as const
  await stub.sessions({ kind: 'open', opening })
  return c.json({ name: SESSION_COOKIE, value: `${OPERATOR_ID}.${secret}` })
})

controls.post('/tally', (c) => {
  startTally()
  return c.body(null, 204)
})
controls.get('/tally', (c) => c.json(readTally()))

controls.get('/vouchers/:id/rest', async (c) => {
  return c.json(await c.env.COUNTED.get(c.env.COUNTED.idFromName(c.req.param('id'))).atRest())
})

/** How many ledger lines the projection has. */
controls.get('/projected', async (c) => {
  return c.json({
    lines: await c.env.DB.prepare('SELECT count(*) AS lines FROM entries').first<number>('lines'),
  })
})

/** Objects of one side that leave memory. */
export interface Leaving {
  readonly side: 'running' | 'paused' | 'unarmed' | 'counted' | 'floor'
  readonly names: readonly string[]
}

/** Lets objects go: what that costs is not to be measured with those that come after them. */
controls.post('/leave', async (c) => {
  const { side, names } = await c.req.json<Leaving>()
  const { VOUCHERS, PAUSED, UNARMED, COUNTED, FLOOR } = c.env
  const spaces = { running: VOUCHERS, paused: PAUSED, unarmed: UNARMED, counted: COUNTED, floor: FLOOR }
  const space = spaces[side]
  await Promise.allSettled(names.map((name) => space.get(space.idFromName(name)).leave()))
  return c.json({ left: names.length })
})
