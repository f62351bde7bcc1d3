import { beforeAll, describe, expect, it } from 'vitest'
import { apiKey } from '../../worker/credential.ts'
import { newSecret } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import { browserOf, callsWith, enrol, issued, openLume, shopSystem, world } from './cast.ts'
import { formIn, leadsTo, soon, textOf } from './pages.ts'
import { libraryDump } from './site-map.ts'

const KEYS = '/admin/settings/keys'
type Desk = Awaited<ReturnType<typeof browserOf>>
let rui: Desk
beforeAll(async () => {
  await openLume()
  rui = await browserOf(await enrol({ role: 'admin', name: 'Rui' }))
})

const bodyOf = async (path: string, of = rui) => (await of.get(path)).text()
const post = (path: string, fields: readonly (readonly [string, string])[], of = rui) =>
  of.send('POST', path, { body: new URLSearchParams(fields.map(([name, value]) => [name, value])) })

/** The form of a new key with this typed in; fields that come several times stand several times. */
async function typed(more: readonly (readonly [string, string])[] = []) {
  const form = await formIn(await bodyOf(`${KEYS}/new`), KEYS)
  const said = new Set(more.map(([name]) => name))
  const unsaid = Object.entries({ ...form, name: 'Till software' }).filter(([name]) => !said.has(name))
  const scopes = said.has('scopes') ? [] : ([['scopes', 'redemptions:create']] as const)
  return [...unsaid, ...scopes, ...more]
}

const secretIn = (html: string) => /vk_(?:test|live)_[\w-]+/.exec(html)?.[0] ?? ''

/** A key made on the page: what it is, and where its page lies. */
async function made(more: readonly (readonly [string, string])[] = []) {
  const response = await post(KEYS, await typed(more))
  expect(response.status, textOf(await response.clone().text())).toBe(200)
  const html = await response.text()
  const [page = ''] = /\/admin\/settings\/keys\/key_[0-9a-z]+/.exec(html) ?? []
  return { secret: secretIn(html), page, response }
}

async function rotated(page: string, overlap: string, idempotencyKey: string = crypto.randomUUID()) {
  return post(`${page}/rotations`, [
    ['overlap', overlap],
    ['idempotency_key', idempotencyKey],
  ])
}

/** What the API says to a question whose scope the key has: 200, or why not. */
async function answered(key: string): Promise<unknown> {
  const answer = await callsWith(key).post('/vouchers/7Q4K9XW2MTR2/validations', {})
  return answer.status === 200 ? 200 : [answer.status, (await answer.json<{ reason: string }>()).reason]
}

describe('Making a key', () => {
  it('shows it once, to be copied, and it works with its scopes and nothing else', async () => {
    const { secret, page, response } = await made()
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await answered(secret)).toBe(200)
    expect((await callsWith(secret).get('/vouchers')).status).toBe(403)
    for (const path of [page, `${page}/edit`, KEYS]) expect(await bodyOf(path)).not.toContain(secret)
  })

  it('sent twice makes one key and shows the same', async () => {
    const form = await typed()
    const first = await (await post(KEYS, form)).text()
    const before = await libraryDump()
    const again = await (await post(KEYS, form)).text()
    expect(secretIn(again)).toBe(secretIn(first))
    expect(secretIn(first)).not.toBe('')
    expect(await libraryDump()).toBe(before)
  })

  it('under a key that was used for another is refused', async () => {
    const form = await typed()
    await post(KEYS, form)
    const other = form.map(([name, value]): [string, string] => [name, name === 'name' ? 'Other' : value])
    expect((await post(KEYS, other)).status).toBe(422)
  })

  it('keeps no secret: neither the library nor the object of the key has it', async () => {
    const { secret, page } = await made()
    const bare = bareSecret(secret)
    const id = `key_${page.split('key_')[1]}` as const
    const copy = JSON.stringify(await principalStub(world, id).copy())
    expect(copy).toContain('key_made')
    for (const held of [copy, await libraryDump()]) {
      expect(held).not.toContain(secret)
      expect(held).not.toContain(bare)
    }
  })

  it.each([
    ['no name', [['name', ' ']]],
    ['a name too long', [['name', 'n'.repeat(121)]]],
    ['nothing it may do', [['scopes', '']]],
    ['what only people do', [['scopes', 'keys:write']]],
    ['a scope like the inside of an object', [['scopes', '__proto__']]],
    ['a shop that is not there', [['store_ids', 'sto_nowhere']]],
    ['no end', [['ends', 'soon']]],
    [
      'a day that is past',
      [
        ['ends', 'date'],
        ['date', '2020-01-01'],
      ],
    ],
    [
      'a day that is none',
      [
        ['ends', 'date'],
        ['date', '2027-02-30'],
      ],
    ],
    [
      'a day in a thousand years',
      [
        ['ends', 'date'],
        ['date', '3026-01-01'],
      ],
    ],
  ] as const)('with %s is refused, the field named, and nothing made', async (_, wrong) => {
    const before = await libraryDump()
    const form = await typed(wrong)
    const answer = await post(KEYS, form)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('class="error"')
    expect(await libraryDump()).toBe(before)
  })

  it('without an idempotency key, or as no form at all, is refused', async () => {
    expect((await post(KEYS, [['name', 'Till']])).status).toBe(400)
    expect(
      (await rui.send('POST', KEYS, { body: '{}', headers: { 'content-type': 'application/json' } })).status,
    ).toBe(400)
  })

  it('is on record: by whom, and what the key may do', async () => {
    const { page } = await made()
    const id = page.split('/').at(-1)
    await soon(async () => {
      await libraryDump()
      const { results } = await world.DB.prepare('SELECT action, by FROM audits WHERE subject = ?')
        .bind(id)
        .all()
      expect(results).toEqual([{ action: 'key_made', by: rui.principal.id }])
    })
  })
})

describe('A key of shops', () => {
  it('of one acts there without saying so, and nowhere else', async () => {
    const { secret } = await made([['store_ids', 'sto_porto']])
    const { code } = await issued(await shopSystem(), { store_ids: ['sto_porto'] })
    const porto = callsWith(secret)
    expect((await porto.post(`/vouchers/${code}/redemptions`, { store_id: 'sto_chiado' })).status).toBe(403)
    const redeemed = await porto.post(`/vouchers/${code}/redemptions`, {})
    expect([redeemed.status, (await redeemed.json<{ store_id: string }>()).store_id]).toEqual([
      201,
      'sto_porto',
    ])
  })
})

describe('Changing over to a new secret', () => {
  it('both work while the overlap lasts, and a third ends the oldest', async () => {
    const { secret, page } = await made()
    const second = secretIn(await (await rotated(page, '86400000')).text())
    expect([await answered(secret), await answered(second)]).toEqual([200, 200])
    const third = secretIn(await (await rotated(page, '604800000')).text())
    expect(await Promise.all([secret, second, third].map(answered))).toEqual([
      [401, 'unauthenticated'],
      200,
      200,
    ])
  })

  it('without an overlap ends the one before at once', async () => {
    const { secret, page } = await made()
    expect(await answered(secret)).toBe(200)
    const second = secretIn(await (await rotated(page, '0')).text())
    expect([await answered(secret), await answered(second)]).toEqual([[401, 'unauthenticated'], 200])
  })

  it('sent twice gives the same secret; once there is a newer one, none', async () => {
    const { page } = await made()
    const key = crypto.randomUUID()
    const first = secretIn(await (await rotated(page, '0', key)).text())
    expect(secretIn(await (await rotated(page, '0', key)).text())).toBe(first)
    await rotated(page, '0')
    const stale = await rotated(page, '0', key)
    expect([stale.status, leadsTo(stale)]).toEqual([303, `${page}?done=shown`])
    expect(await answered(first)).toEqual([401, 'unauthenticated'])
  })

  it('with an overlap nobody offered is refused', async () => {
    const { secret, page } = await made()
    expect((await rotated(page, '99999999999')).status).toBe(422)
    expect(await answered(secret)).toBe(200)
  })
})

describe('Changing a key', () => {
  it('takes effect at once here, and says what changed to nobody who has seen an older version', async () => {
    const { secret, page } = await made()
    const form = await formIn(await bodyOf(`${page}/edit`), page)
    const scopes = [['scopes', 'vouchers:read']] as const
    const plain = Object.entries(form).filter(([name]) => name !== 'scopes')
    const saved = await post(page, [...plain, ...scopes])
    expect([saved.status, leadsTo(saved)]).toEqual([303, `${page}?done=changed`])
    expect((await callsWith(secret).get('/vouchers')).status).toBe(200)
    expect(await answered(secret)).toEqual([403, 'operator_not_permitted'])
    const late = await post(page, [...plain.filter(([name]) => name !== 'name'), ['name', 'Mine'], ...scopes])
    expect(late.status).toBe(412)
    expect(textOf(await late.text())).toContain('Mine')
    expect(await bodyOf(page)).toContain('Till software')
  })
})

describe('Revoking a key', () => {
  it('ends it and the secret before at once; nothing brings it back', async () => {
    const { secret, page } = await made()
    const second = secretIn(await (await rotated(page, '604800000')).text())
    expect([await answered(secret), await answered(second)]).toEqual([200, 200])
    const gone = await post(`${page}/revocations`, [])
    expect([gone.status, leadsTo(gone)]).toEqual([303, `${page}?done=revoked`])
    for (const key of [secret, second]) expect(await answered(key)).toEqual([401, 'unauthenticated'])
    expect((await rotated(page, '0')).status).toBe(409)
    const html = await bodyOf(page)
    expect(html).not.toContain('/rotations')
    await soon(async () => expect(await bodyOf(`${KEYS}?state=revoked`)).toContain(page))
    expect(await bodyOf(KEYS)).not.toContain(page)
  })
})

describe('A key that has ended', () => {
  it('hears so in words that help; a wrong secret for it hears nothing', async () => {
    const { secret, page } = await made()
    const id = `key_${page.split('key_')[1]}` as const
    const principal = { name: 'Till', scopes: ['redemptions:create'], stores: [] } as const
    const by = { by: rui.principal.id, role: 'admin', device: null, from: null } as const
    const terms = { ...principal, endsAt: Date.now() - 1000 }
    await principalStub(world, id).key({ kind: 'change', terms, version: 1, by })
    expect(await answered(secret)).toEqual([401, 'key_expired'])
    expect(await answered(apiKey('test', id, newSecret()))).toEqual([401, 'unauthenticated'])
    expect(textOf(await bodyOf(page))).toContain('Ended')
    expect((await rotated(page, '0')).status).toBe(409)
  })
})

describe('Whoever looks after keys', () => {
  it('is an admin: a manager is refused, and sees no way there', async () => {
    const mara = await browserOf(await enrol({ role: 'manager', stores: ['sto_chiado'] }))
    const { page } = await made()
    for (const path of [KEYS, `${KEYS}/new`, page, `${page}/edit`])
      expect((await mara.get(path)).status).toBe(403)
    expect((await post(`${page}/revocations`, [], mara)).status).toBe(403)
    expect(await bodyOf('/admin/settings', mara)).not.toContain(KEYS)
    expect(await bodyOf('/admin/settings')).toContain(KEYS)
  })

  it('at a tablet of one shop makes and sees only keys of that shop', async () => {
    const principal = await enrol({ role: 'admin', stores: ['sto_chiado'] })
    const here = await browserOf(principal)
    const everywhere = await made()
    expect((await here.get(everywhere.page)).status).toBe(404)
    expect(
      (
        await post(
          `${everywhere.page}/rotations`,
          [
            ['overlap', '0'],
            ['idempotency_key', 'k'],
          ],
          here,
        )
      ).status,
    ).toBe(404)
    const wide = await post(KEYS, await typed(), here)
    expect(wide.status).toBe(422)
    expect((await post(KEYS, await typed([['store_ids', 'sto_chiado']]), here)).status).toBe(200)
  })

  it('meets nothing behind the id of somebody who is no key', async () => {
    const nobody = await here404(`${KEYS}/key_nobody`)
    for (const id of [rui.principal.id, 'key_', 'key_%2e%2e', '__proto__', `key_${'a'.repeat(60)}`])
      expect(await here404(`${KEYS}/${id}`)).toBe(nobody)
  })
})

async function here404(path: string): Promise<string> {
  const answer = await rui.get(path)
  expect([path, answer.status]).toEqual([path, 404])
  return textOf(await answer.text()).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '')
}

/** What a key keeps to itself: the text may hold any of its own separators. */
function bareSecret(key: string): string {
  return /^vk_test_[0-9a-z]+_([\w-]{43})_[0-9a-f]{8}$/.exec(key)?.[1] ?? 'none'
}
