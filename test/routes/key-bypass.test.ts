import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../worker/app.ts'
import { apiKey } from '../../worker/credential.ts'
import { ORIGIN, openLume, shopSystem, world } from './cast.ts'

beforeAll(openLume)

describe('A key cannot be got around', () => {
  const ask = (headers: HeadersInit, path = '/api/v1/vouchers', init: RequestInit = {}) =>
    exports.default.fetch(new Request(`${ORIGIN}${path}`, { ...init, headers, redirect: 'manual' }))

  it('by another case, more words, two headers, a query or a cookie', async () => {
    const { key } = await shopSystem()
    expect((await ask({ authorization: `Bearer ${key}` })).status).toBe(200)
    const forms: readonly (readonly [HeadersInit, string?])[] = [
      [{ authorization: `Bearer ${key.toUpperCase()}` }],
      [{ authorization: `bearer ${key}` }],
      [{ authorization: `Bearer  ${key}` }],
      [{ authorization: `Bearer ${key} ${key}` }],
      [{ authorization: `Bearer ${key}, Bearer ${key}` }],
      [
        [
          ['authorization', `Bearer ${key}`],
          ['authorization', `Bearer ${key}`],
        ],
      ],
      [{ authorization: key }],
      [{ authorization: `Basic ${btoa(`${key}:`)}` }],
      [{ 'x-api-key': key }],
      [{}, `/api/v1/vouchers?api_key=${key}&access_token=${key}`],
      [{ cookie: `__Host-vale=${key}` }],
      [{ cookie: `authorization=Bearer ${key}` }],
    ]
    for (const [headers, path] of forms) {
      const answer = await ask(headers, path)
      expect([answer.status, JSON.stringify(headers)]).toEqual([401, JSON.stringify(headers)])
    }
    expect((await ask({ authorization: `Bearer ${key}` }, '/API/v1/vouchers')).status).toBe(404)
  })

  it("opens no page, and its secret is nobody's session", async () => {
    const { key, principal } = await shopSystem()
    const secret = bareSecret(key)
    for (const cookie of [`__Host-vale=${principal.id}.${secret}`, `__Host-vale=${key}`]) {
      expect((await ask({ cookie, authorization: `Bearer ${key}` }, '/admin')).status).toBe(303)
      expect((await ask({ cookie }, '/wallet')).status).toBe(303)
    }
  })

  it('works only in its world, and one with a wrong checksum is no key at all', async () => {
    const { key, principal } = await shopSystem()
    const secret = bareSecret(key)
    const live = apiKey('live', principal.id, secret)
    const app = buildApp()
    const inWorld = async (of: 'test' | 'live', presented: string) => {
      const request = new Request(`${ORIGIN}/api/v1/vouchers`, {
        headers: { authorization: `Bearer ${presented}` },
      })
      const answer = await app.request(request, {}, { ...world, WORLD: of })
      return answer.status === 200 ? 200 : [answer.status, (await answer.json<{ reason: string }>()).reason]
    }
    // An isolate serves one world and remembers who it knows: here it is both, so what is refused comes first.
    expect(await inWorld('test', live)).toEqual([403, 'test_mode_mismatch'])
    expect(await inWorld('live', key)).toEqual([403, 'test_mode_mismatch'])
    expect(await inWorld('test', key)).toBe(200)
    expect(await inWorld('live', live)).toBe(200)
    const flipped = (text: string) => text.slice(0, -1) + (text.endsWith('0') ? '1' : '0')
    for (const of of ['test', 'live'] as const)
      for (const wrong of [flipped(key), flipped(live)])
        expect(await inWorld(of, wrong)).toEqual([401, 'unauthenticated'])
  })
})

/** What a key keeps to itself: the text may hold any of its own separators. */
function bareSecret(key: string): string {
  return /^vk_test_[0-9a-z]+_([\w-]{43})_[0-9a-f]{8}$/.exec(key)?.[1] ?? 'none'
}
