import { beforeAll, describe, expect, it } from 'vitest'
import { jpegGrey } from '../samples/pictures.ts'
import { callsWith, openLume, shopSystem, world } from './cast.ts'
import { soon } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

interface BrandJson {
  readonly name: string
  readonly colour: string
  readonly version: number
}

/** A change of the version that was read. */
async function patched(path: string, change: object, version: string | null): Promise<Response> {
  const headers: HeadersInit = { 'content-type': 'application/json', ...(version && { 'if-match': version }) }
  return shop.send('PATCH', path, JSON.stringify(change), headers)
}

async function seen(path: string): Promise<string> {
  return (await shop.get(path)).headers.get('etag') ?? ''
}

describe('The brand by API', () => {
  it('is read with its version, and changed only by who has seen it', async () => {
    const before = await shop.get('/brand')
    const version = before.headers.get('etag') ?? ''
    expect(await before.json()).toMatchObject({ name: 'Café Lume', locale: 'en', logo_url: null })
    const changed = await patched('/brand', { name: 'Lume & Filhos', colour: '#2F4F2F' }, version)
    expect(changed.status).toBe(200)
    const now = await changed.json<BrandJson>()
    expect(now).toMatchObject({ name: 'Lume & Filhos', colour: '#2f4f2f' })
    expect(changed.headers.get('etag')).toBe(`"${now.version}"`)
    const late = await patched('/brand', { name: 'Too late' }, version)
    expect(late.status).toBe(412)
    expect(late.headers.get('etag')).toBe(`"${now.version}"`)
    expect(await late.json()).toMatchObject({
      reason: 'version_conflict',
      current: { name: 'Lume & Filhos' },
    })
    expect((await patched('/brand', { name: 'Unseen' }, null)).status).toBe(428)
    expect(await (await shop.get('/brand')).json()).toEqual(now)
  })

  it.each([
    ['name', ''],
    ['name', 'x'.repeat(81)],
    ['name', 'a\u202eb'],
    ['name', 'a\u0000b'],
    ['name', 7],
    ['line', 'x'.repeat(121)],
    ['colour', 'blue'],
    ['colour', '#12345'],
    ['colour', 'url(//evil.example)'],
    ['zone', 'Mars/Olympus'],
    ['zone', '+02:00'],
    ['currency', 'XYZ'],
    ['locale', 'not a tag'],
    ['locale', 'x-private'],
    ['email', 'nobody'],
    ['logo_url', 'https://evil.example/a.png'],
    ['version', 9],
    ['nobody', true],
  ])('refuses %s = %j by name, and changes nothing', async (field, value) => {
    const before = await (await shop.get('/brand')).json()
    const response = await patched('/brand', { [field]: value }, await seen('/brand'))
    expect(response.status).toBe(422)
    const { errors } = await response.json<{ errors: { pointer: string }[] }>()
    expect(errors.map(({ pointer }) => pointer)).toContain(`/${field}`)
    expect(await (await shop.get('/brand')).json()).toEqual(before)
  })

  it('takes only a logo that was uploaded here', async () => {
    const gone = `/images/${'0'.repeat(64)}.png`
    const refused = await patched('/brand', { logo_url: gone }, await seen('/brand'))
    expect(await refused.json()).toMatchObject({ reason: 'image_unsupported' })
    const upload = await shop.send('POST', '/images', new Uint8Array(jpegGrey))
    const { url } = await upload.json<{ url: string }>()
    const taken = await patched('/brand', { logo_url: url }, await seen('/brand'))
    expect(await taken.json()).toMatchObject({ logo_url: url })
  })

  it('leaves a row that says who changed it', async () => {
    await patched('/brand', { line: 'Lisbon and the islands' }, await seen('/brand'))
    await soon(async () => {
      const { results } = await world.DB.prepare(
        "SELECT by, action FROM audits WHERE subject = 'brand' ORDER BY at DESC",
      ).all()
      expect(results[0]).toEqual({ by: shop.principal.id, action: 'brand_changed' })
    })
  })
})

describe('Shops by API', () => {
  it('are added once under a key, and a repeat gives the same one', async () => {
    const body = { name: 'Graça', city: 'Lisboa', hours: ['08:00-19:00', '', '', '', '', '', ''] }
    const [first, second] = await Promise.all([
      shop.post('/stores', body, 'graca'),
      shop.post('/stores', body, 'graca'),
    ])
    expect([first.status, second.status]).toEqual([201, 201])
    const store = await first.json<{ id: string; zone: string }>()
    expect(await second.json()).toEqual(store)
    expect(store).toMatchObject({
      ...body,
      state: 'open',
      zone: 'Europe/Lisbon',
      partner_id: null,
      version: 1,
    })
    expect([first, second].filter(({ headers }) => headers.has('idempotent-replayed'))).toHaveLength(1)
    const reused = await shop.post('/stores', { ...body, name: 'Other' }, 'graca')
    expect(await reused.json()).toMatchObject({ status: 422, reason: 'idempotency_key_reused' })
    const listed = await (await shop.get('/stores?q=gra%C3%A7a')).json<{ data: unknown[] }>()
    expect(listed.data).toEqual([store])
  })

  it('are changed each by its own version: two admins of two shops never meet', async () => {
    const [chiado, ponta] = [await seen('/stores/sto_chiado'), await seen('/stores/sto_ponta')]
    const both = await Promise.all([
      patched('/stores/sto_chiado', { address: 'Rua Serpa Pinto 12' }, chiado),
      patched('/stores/sto_ponta', { address: 'Rua dos Mercadores 20' }, ponta),
    ])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    const late = await patched('/stores/sto_chiado', { address: 'Elsewhere' }, chiado)
    expect(late.status).toBe(412)
    expect(await late.json()).toMatchObject({ current: { address: 'Rua Serpa Pinto 12' } })
  })

  it('of many who change one at once, one wins and the others read what stands', async () => {
    const version = await seen('/stores/sto_porto')
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => patched('/stores/sto_porto', { city: `Porto ${n}` }, version)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(11)
  })

  it('are listed by name, a page at a time, and by state', async () => {
    const first = await (await shop.get('/stores?limit=2')).json<{
      data: { name: string }[]
      next_cursor: string
    }>()
    expect(first.data.map(({ name }) => name)).toEqual(['Chiado', 'Graça'])
    const rest = await (await shop.get(`/stores?limit=2&cursor=${first.next_cursor}`)).json()
    expect(rest).toMatchObject({ data: [{ name: 'Ponta Delgada' }, { name: 'Porto' }], has_more: false })
    expect(await (await shop.get('/stores?state=archived')).json()).toMatchObject({ data: [] })
    expect((await shop.get('/stores?state=sold')).status).toBe(422)
  })

  it.each([
    ['name', ''],
    ['address', 'x'.repeat(161)],
    ['hours', ['8-12']],
    ['hours', ['8-12', '', '', '', '', '', '']],
    ['zone', 'Nowhere'],
    ['state', 'deleted'],
    ['image_url', 'javascript:alert(1)'],
    ['partner_id', 'ptn_mar'],
  ])('refuse %s = %j by name', async (field, value) => {
    const response = await patched('/stores/sto_chiado', { [field]: value }, await seen('/stores/sto_chiado'))
    expect(response.status).toBe(422)
    const { errors } = await response.json<{ errors: { pointer: string }[] }>()
    expect(errors[0]?.pointer.startsWith(`/${field}`)).toBe(true)
  })

  it('that nobody knows are not found', async () => {
    for (const id of ['sto_gone', 'x', 'STO_CHIADO', '__proto__']) {
      expect((await shop.get(`/stores/${id}`)).status).toBe(404)
      expect((await patched(`/stores/${id}`, { city: 'X' }, '"1"')).status).toBe(404)
    }
  })
})

describe('Who may', () => {
  it('read and write is said by the scopes of a key', async () => {
    const reader = await shopSystem({ scopes: ['settings:read'] })
    expect((await reader.get('/stores')).status).toBe(200)
    expect((await reader.post('/stores', { name: 'X' })).status).toBe(403)
    const other = await shopSystem({ scopes: ['vouchers:read'] })
    expect((await other.get('/brand')).status).toBe(403)
    expect((await callsWith(null).get('/brand')).status).toBe(401)
  })
})
