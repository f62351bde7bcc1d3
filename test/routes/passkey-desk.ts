import { runDurableObjectAlarm } from 'cloudflare:test'
import { isPrincipalId, type PrincipalId } from '../../src/id.ts'
import type { Principal } from '../../src/principal.ts'
import { principalStub } from '../../worker/stubs.ts'
import { anAuthenticator, type Lies, type SoftAuthenticator } from './authenticator.ts'
import { browserOf, world } from './cast.ts'
import { stranger } from './pages.ts'

interface Options {
  readonly challenge: string
  readonly user?: { readonly id: string }
}

/** What a browser is told to ask an authenticator for. */
export async function optionsAt(path: string, headers: HeadersInit = {}): Promise<Options> {
  return (await stranger.get(path, headers)).json<Options>()
}

/** Joins by the link with a passkey of this authenticator. */
export async function joinBy(
  link: string,
  authenticator: SoftAuthenticator,
  lies: Lies = {},
): Promise<Response> {
  const response = authenticator.create(await optionsAt(`${link}/passkey-options`), lies)
  return stranger.post(link, { way: 'passkey', response }, { 'user-agent': 'Chrome/140 (Linux; Android 16)' })
}

/** Signs in with the authenticator's passkey, on the way to a page if one is named. */
export async function signInBy(
  authenticator: SoftAuthenticator,
  lies: Lies = {},
  to = '',
  headers: HeadersInit = {},
): Promise<Response> {
  const response = await authenticator.get(await optionsAt('/signin/passkey-options'), lies)
  const form = Object.fromEntries([
    ['response', response],
    ['then', to],
  ])
  return stranger.post('/signin/passkeys', form, headers)
}

/** The session an answer gave, as a request carries it; '' for none. */
export function cookieIn(response: Response): string {
  return /__Host-vale=[^;]+/.exec(response.headers.get('set-cookie') ?? '')?.[0] ?? ''
}

/** Requests of a browser with this cookie. */
export function withCookie(cookie: string) {
  return {
    get: (path: string) => stranger.get(path, { cookie }),
    post: (path: string, form: Record<string, string>) => stranger.post(path, form, { cookie }),
  }
}

/** Whose page it is. */
export function idIn(page: string): PrincipalId {
  const id = page.split('/').at(-1) ?? ''
  if (!isPrincipalId(id)) throw new Error(page)
  return id
}

/** What the log says happened to somebody, in order. */
export async function onRecord(id: PrincipalId): Promise<string[]> {
  await runDurableObjectAlarm(principalStub(world, id))
  const query = 'SELECT action FROM audits WHERE subject = ? ORDER BY at'
  return (await world.DB.prepare(query).bind(id).all()).results.map(({ action }) => String(action))
}

/** Gives somebody who is in already a passkey, as they do on their own page. */
export async function withPasskey(who: Principal): Promise<SoftAuthenticator> {
  const browser = await browserOf(who)
  const authenticator = await anAuthenticator()
  const options = await (await browser.get('/account/passkey-options')).json<Options>()
  const response = authenticator.create(options)
  const added = await browser.post('/account/passkeys', { response, passkey_name: 'Phone' })
  if (added.status !== 303) throw new Error(await added.text())
  return authenticator
}
