import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume, shopSystem, world } from './cast.ts'
import { send, soon } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

interface Person {
  readonly id: string
  readonly name: string
  readonly state: string
  readonly version: number
  readonly invitation: { readonly url: string; readonly ends_at: string }
}

const OLIVE = { name: 'Olive', role: 'operator', store_ids: ['sto_chiado'] } as const

async function added(more: object = {}): Promise<Person> {
  const response = await shop.post('/staff', { ...OLIVE, ...more })
  expect(response.status, await response.clone().text()).toBe(201)
  return response.json<Person>()
}

/** An admin who is there already; no key makes one. */
async function admin(name = 'Rui'): Promise<Person> {
  const { id } = await enrol({ role: 'admin', name })
  return (await shop.get(`/staff/${id}`)).json<Person>()
}

function patch(id: string, body: object, version: number | null): Promise<Response> {
  const match = version === null ? {} : { 'if-match': `"${version}"` }
  return shop.send('PATCH', `/staff/${id}`, JSON.stringify(body), {
    'content-type': 'application/json',
    ...match,
  })
}

/** Opens the link as a browser does and gives its cookie. */
async function joined({ invitation }: Person): Promise<string> {
  const response = await send('POST', new URL(invitation.url).pathname, {
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect(response.status).toBe(303)
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

describe('POST /staff', () => {
  it('adds somebody with a link that lets them in once', async () => {
    const olive = await added({ email: 'Olive@Example.com', phone: '+351 912 345 678' })
    expect(olive).toMatchObject({
      ...OLIVE,
      email: 'olive@example.com',
      phone: '+351912345678',
      state: 'invited',
    })
    expect(olive.invitation.url).toMatch(/^https:\/\/lume\.example\/join\/usr_[0-9a-z]{26}\.[\w-]{43}$/)
    await joined(olive)
    const again = await send('POST', new URL(olive.invitation.url).pathname, {
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(again.status).toBe(410)
    expect(await (await shop.get(`/staff/${olive.id}`)).json()).toMatchObject({ state: 'active' })
  })

  it('[R4] under one key is one person with the same link; other content is refused', async () => {
    const [first, second] = await Promise.all([
      shop.post('/staff', OLIVE, 'one'),
      shop.post('/staff', OLIVE, 'one'),
    ])
    const [a, b] = [await first.json<Person>(), await second.json<Person>()]
    expect(b).toEqual(a)
    expect([first, second].map(({ headers }) => headers.get('idempotent-replayed')).toSorted()).toEqual([
      null,
      'true',
    ])
    const other = await shop.post('/staff', { ...OLIVE, name: 'Oliver' }, 'one')
    expect(other.status).toBe(422)
    expect(await other.json()).toMatchObject({ reason: 'idempotency_key_reused' })
  })

  it.each([
    ['no name', { name: ' ' }, '/name'],
    ['no role there is', { role: 'kiosk' }, '/role'],
    ['no shop', { store_ids: [] }, '/store_ids'],
    ['a shop nobody knows', { store_ids: ['sto_moon'] }, '/store_ids'],
    ['no partner', { role: 'partner', store_ids: ['sto_porto'] }, '/partner_id'],
    [
      'a partner nobody knows',
      { role: 'partner', store_ids: ['sto_porto'], partner_id: 'ptn_moon' },
      '/partner_id',
    ],
    ['a shop that is not the partner’s', { role: 'partner', partner_id: 'ptn_mar' }, '/store_ids'],
    ['no phone number', { phone: '12' }, '/phone'],
    ['no email', { email: 'olive' }, '/email'],
    ['a field of their own', { salary: 1 }, '/salary'],
  ])('refuses %s, naming the field', async (_, body, pointer) => {
    const response = await shop.post('/staff', { ...OLIVE, ...body })
    expect(response.status).toBe(422)
    const { errors } = await response.json<{ errors: { pointer: string }[] }>()
    expect(errors.map((error) => error.pointer)).toEqual([pointer])
  })

  it('needs a key', async () => {
    const response = await shop.send('POST', '/staff', JSON.stringify(OLIVE), {
      'content-type': 'application/json',
    })
    expect(await response.json()).toMatchObject({ reason: 'idempotency_key_required' })
  })

  it('gives nobody but a partner’s person a partner', async () => {
    expect(await added({ partner_id: 'ptn_mar' })).toMatchObject({ partner_id: null })
  })
})

describe('PATCH /staff/{person}', () => {
  it('changes what is said and leaves the rest', async () => {
    const olive = await added({ phone: '+351912345678' })
    const response = await patch(olive.id, { role: 'manager' }, olive.version)
    expect(response.headers.get('etag')).toBe(`"${olive.version + 1}"`)
    expect(await response.json()).toMatchObject({
      ...OLIVE,
      role: 'manager',
      phone: '+351912345678',
      version: olive.version + 1,
    })
    expect((await shop.get(`/staff/${olive.id}`)).headers.get('etag')).toBe(`"${olive.version + 1}"`)
  })

  it('without If-Match is 428, of a past version 412 with what stands now', async () => {
    const olive = await added()
    expect((await patch(olive.id, { name: 'Oliver' }, null)).status).toBe(428)
    await patch(olive.id, { name: 'Olivia' }, olive.version)
    const late = await patch(olive.id, { name: 'Oliver' }, olive.version)
    expect(late.status).toBe(412)
    expect(await late.json()).toMatchObject({
      reason: 'version_conflict',
      current: { name: 'Olivia', version: olive.version + 1 },
    })
    expect(late.headers.get('etag')).toBe(`"${olive.version + 1}"`)
  })

  it('suspends at once: a page of theirs leads to the way in; let back, they need a new link', async () => {
    const olive = await added()
    const cookie = await joined(olive)
    const { version } = await (await shop.get(`/staff/${olive.id}`)).json<Person>()
    expect(await (await patch(olive.id, { state: 'suspended' }, version)).json()).toMatchObject({
      state: 'suspended',
    })
    // This isolate never saw the session: nothing is trusted that was not asked.
    const turned = await send('GET', '/scan', { headers: { cookie } })
    expect([turned.status, turned.headers.get('location')]).toEqual([303, '/signin'])
    const refused = await shop.post(`/staff/${olive.id}/invitations`, {})
    expect([refused.status, await refused.json()]).toMatchObject([409, { reason: 'person_suspended' }])
    const back = await patch(olive.id, { state: 'active' }, version + 1)
    expect(await back.json()).toMatchObject({ state: 'invited', joined_at: null })
    expect((await shop.post(`/staff/${olive.id}/invitations`, {})).status).toBe(201)
  })

  it('keeps the last active admin (R45)', async () => {
    const rui = await admin()
    const refused = await soon(async () => {
      const { version } = await (await shop.get(`/staff/${rui.id}`)).json<Person>()
      const response = await patch(rui.id, { state: 'archived' }, version)
      expect(response.status).toBe(409)
      return response
    })
    expect(await refused.json()).toMatchObject({ reason: 'last_admin', retryable: false })
  })

  it('is nobody’s for a stranger, a device, or a key', async () => {
    for (const id of ['usr_nobody', 'dev_belem', shop.principal.id, 'x', 'usr_x.y']) {
      expect((await patch(id, { name: 'X' }, 1)).status, id).toBe(404)
    }
  })
})

describe('POST /staff/{person}/invitations', () => {
  it('[R36] gives a new link, the only one that works; a repeat gives the same', async () => {
    const olive = await added()
    const first = await shop.post(`/staff/${olive.id}/invitations`, {}, 'newer')
    const again = await shop.post(`/staff/${olive.id}/invitations`, {}, 'newer')
    const link = await first.json<{ url: string }>()
    expect(await again.json()).toEqual(link)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect((await send('GET', new URL(olive.invitation.url).pathname)).status).toBe(410)
    expect((await send('GET', new URL(link.url).pathname)).status).toBe(200)
  })

  it('[R36] under one key for two people gives each a secret of their own', async () => {
    const [olive, pim] = [await added(), await added()]
    const secrets = await Promise.all(
      [olive, pim].map(async ({ id }) => {
        const answer = await shop.post(`/staff/${id}/invitations`, {}, 'the same for all')
        return (await answer.json<{ url: string }>()).url.split('.').at(-1)
      }),
    )
    expect(new Set(secrets).size).toBe(2)
  })
})

describe('GET /staff', () => {
  it('lists by name, finds by the beginning of any word, and hides the archived', async () => {
    const zita = await added({ name: 'Zita Zulmira' })
    const zoe = await added({ name: 'Zoë Zulmira' })
    await patch(zita.id, { state: 'archived' }, zita.version)
    await soon(async () => {
      const found = await (await shop.get('/staff?q=zulm')).json<{ data: Person[] }>()
      expect(found.data.map(({ id }) => id)).toEqual([zoe.id])
      const archived = await (await shop.get('/staff?state=archived&q=zulm')).json<{ data: Person[] }>()
      expect(archived.data.map(({ id }) => id)).toEqual([zita.id])
    })
    expect((await (await shop.get('/staff?q=zoe zulmira')).json<{ data: Person[] }>()).data).toHaveLength(1)
  })

  it('goes on where the page before ended, without missing or repeating anybody', async () => {
    const names = Array.from({ length: 5 }, (_, n) => `Quim ${'abcde'.charAt(n)}`)
    for (const name of names) await added({ name, store_ids: ['sto_ponta'] })
    const bound = await shopSystem({ stores: ['sto_ponta'] })
    for (const [caller, query] of [
      [shop, 'q=quim&'],
      [bound, ''],
    ] as const) {
      await soon(async () => {
        const seen: string[] = []
        let path = `/staff?${query}limit=2`
        for (;;) {
          const page = await (await caller.get(path)).json<{ data: Person[]; next_cursor: string | null }>()
          seen.push(...page.data.map(({ name }) => name))
          if (page.next_cursor === null) break
          path = `/staff?${query}limit=2&cursor=${page.next_cursor}`
        }
        expect(seen).toEqual(names)
      })
    }
  })

  it.each(['state=asleep', 'limit=0', 'cursor=x', 'page=2'])('refuses %s', async (query) => {
    expect((await shop.get(`/staff?${query}`)).status).toBe(422)
  })
})

describe('POST /projections', () => {
  it('brings people back into the list, and counts neither customers nor nobody', async () => {
    const olive = await added()
    const mina = await enrol({ role: 'customer', name: 'Mina' })
    await world.DB.exec(`DELETE FROM people WHERE id = '${olive.id}'`)
    const ids = [olive.id, mina.id, 'usr_nobody'].map((id) => `${world.PRINCIPALS.idFromName(id)}`)
    expect(await (await shop.post('/projections', { ids })).json()).toEqual({ projected: 1 })
    const row = await world.DB.prepare('SELECT name FROM people WHERE id = ?').bind(olive.id).first('name')
    expect(row).toBe('Olive')
  })
})

describe('a key bound to shops', () => {
  it('hears of whoever shares a shop with it, and changes only who works nowhere else', async () => {
    const bound = await shopSystem({ stores: ['sto_ponta'] })
    const here = await added({ store_ids: ['sto_ponta'] })
    const both = await added({ store_ids: ['sto_ponta', 'sto_chiado'] })
    const away = await added()
    const rui = await admin()
    const reads = [here, both, away, rui].map(async ({ id }) => (await bound.get(`/staff/${id}`)).status)
    expect(await Promise.all(reads)).toEqual([200, 200, 404, 404])
    const invites = [here, both, away, rui].map(
      async ({ id }) => (await bound.post(`/staff/${id}/invitations`, {})).status,
    )
    expect(await Promise.all(invites)).toEqual([201, 404, 404, 404])
    for (const post of [OLIVE, { name: 'Rui', role: 'admin' }]) {
      expect((await bound.post('/staff', post)).status).toBe(422)
    }
  })

  it('without the scope is told which one it lacks', async () => {
    const reader = await shopSystem({ scopes: ['staff:read'] })
    const refused = await reader.post('/staff', OLIVE)
    expect([refused.status, await refused.json()]).toMatchObject([403, { scope: 'staff:write' }])
  })
})

it('people who were there before can be looked after too', async () => {
  const olive = await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] })
  const phone = await browserOf(olive)
  expect((await phone.get('/scan')).status).toBe(200)
  expect(await (await shop.get(`/staff/${olive.id}`)).json()).toMatchObject({
    state: 'active',
    name: 'Olive',
  })
  await soon(async () => {
    const seen = await world.DB.prepare('SELECT last_seen_at FROM people WHERE id = ?').bind(olive.id).first()
    expect(seen?.last_seen_at).toBeGreaterThan(0)
  })
})
