import { runDurableObjectAlarm } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume, shopSystem, world } from './cast.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

interface Person {
  readonly id: string
  readonly version: number
}

/** An admin who is there already and answers for the brand. */
async function admin(name = 'Rui'): Promise<Person> {
  const principal = await enrol({ role: 'admin', name })
  const { id } = principal
  await browserOf(principal)
  await runDurableObjectAlarm(world.PRINCIPALS.get(world.PRINCIPALS.idFromName(id)))
  return (await shop.get(`/staff/${id}`)).json<Person>()
}

async function added(): Promise<Person> {
  return (
    await shop.post('/staff', { name: 'Olive', role: 'operator', store_ids: ['sto_chiado'] })
  ).json<Person>()
}

function patch(id: string, body: object, version: number): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'if-match': `"${version}"` }
  return shop.send('PATCH', `/staff/${id}`, JSON.stringify(body), headers)
}

describe('What no key does, as an admin may what no key is granted', () => {
  const refusal = { status: 403, reason: 'admin_by_people', retryable: false }
  async function refuses(response: Response): Promise<void> {
    expect(response.status).toBe(403)
    const answer = await response.json()
    expect(answer).toMatchObject(refusal)
    expect(answer).toMatchObject({ explanation: expect.stringContaining('Ask an admin') })
  }

  it('making an admin', async () => {
    await refuses(await shop.post('/staff', { name: 'Eve', role: 'admin' }))
    const { data } = await (await shop.get('/staff?q=eve')).json<{ data: Person[] }>()
    expect(data).toEqual([])
  })

  it('raising somebody to one, whatever else is asked with it', async () => {
    const olive = await added()
    await refuses(await patch(olive.id, { role: 'admin' }, olive.version))
    await patch(olive.id, { state: 'suspended' }, olive.version)
    await refuses(await patch(olive.id, { state: 'active', role: 'admin' }, olive.version + 1))
    expect(await (await shop.get(`/staff/${olive.id}`)).json()).toMatchObject({
      role: 'operator',
      state: 'suspended',
      version: olive.version + 1,
    })
  })

  it('inviting one, or letting one back', async () => {
    const [rui, eva] = [await admin(), await admin('Eva')]
    await refuses(await shop.post(`/staff/${rui.id}/invitations`, {}))
    expect((await patch(eva.id, { state: 'suspended' }, eva.version)).status).toBe(200)
    await refuses(await patch(eva.id, { state: 'active' }, eva.version + 1))
    await refuses(await shop.post(`/staff/${eva.id}/invitations`, {}))
  })

  it('but the rest: their name and contact, taking the role away, suspending', async () => {
    const [, eva] = [await admin(), await admin('Eva')]
    const named = await patch(eva.id, { name: 'Eva Luz', role: 'admin' }, eva.version)
    expect(await named.json()).toMatchObject({ name: 'Eva Luz', role: 'admin' })
    const less = await patch(eva.id, { role: 'manager', store_ids: ['sto_chiado'] }, eva.version + 1)
    expect(await less.json()).toMatchObject({ role: 'manager' })
    await refuses(await patch(eva.id, { role: 'admin' }, eva.version + 2))
  })
})
