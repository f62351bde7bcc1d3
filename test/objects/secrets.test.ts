import { exports } from 'cloudflare:workers'
import { crc32 } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import { enrol, ORIGIN, openLume, shopSystem, world } from '../routes/cast.ts'
import { anOpening } from '../unit/an-opening.ts'

beforeAll(openLume)

describe('A secret', () => {
  it('of a session opens no API, not even right after it was used', async () => {
    const rui = await enrol({ role: 'admin' })
    const secret = newSecret()
    await principalStub(world, rui.id).sessions({ kind: 'open', opening: anOpening(secretHash(secret)) })
    expect((await fetched('/admin/vouchers', { cookie: `__Host-vale=${rui.id}.${secret}` })).status).toBe(200)
    const body = `vk_test_admin_${secret}`
    const key = `${body}_${crc32(body).toString(16).padStart(8, '0')}`
    expect((await fetched('/api/v1/vouchers', { authorization: `Bearer ${key}` })).status).toBe(401)
  })

  it('of a key opens no page', async () => {
    const { principal, key, get } = await shopSystem()
    expect((await get('/vouchers')).status).toBe(200)
    const secret = key.slice('vk_test_'.length + principal.id.length - 3, -9)
    const cookie = `__Host-vale=${principal.id}.${secret}`
    expect((await fetched('/admin/vouchers', { cookie })).status).toBe(303)
  })
})

function fetched(path: string, headers: HeadersInit): Promise<Response> {
  return exports.default.fetch(new Request(`${ORIGIN}${path}`, { headers, redirect: 'manual' }))
}
