import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { Hono } from 'hono'
import { buildApp } from '../../worker/app.ts'
import type { AppEnv, Env } from '../../worker/env.ts'
import type { Letter } from '../../worker/mail.ts'
import { ORIGIN, shopSystem, world } from './cast.ts'

interface Asked {
  readonly form?: Record<string, string>
  readonly cookie?: string
  readonly env?: Env
}

/** Café Lume as it sends letters: what was sent, and `mailer` to say what becomes of the next. */
export function letterDesk() {
  const letters: Letter[] = []
  const mailer = { send: async (_: Letter): Promise<void> => undefined }
  const app = buildApp({
    routes: new Hono<AppEnv>(),
    signinDoors: () => [],
    mailer: () => ({
      send: async (letter) => {
        await mailer.send(letter)
        letters.push(letter)
      },
    }),
  })

  /** Sends a request, each from another network, and lets everything finish that goes on after the answer. */
  let asked = 0
  async function ask(path: string, { form, cookie, env = world }: Asked = {}): Promise<Response> {
    asked += 1
    const ctx = createExecutionContext()
    const headers = {
      'sec-fetch-site': 'same-origin',
      'cf-connecting-ip': `198.51.${asked}.7`,
      ...(cookie !== undefined && { cookie }),
    }
    const init = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
    const request = new Request(`${ORIGIN}${path}`, { ...init, headers, redirect: 'manual' })
    const response = await app.fetch(request, env, ctx)
    await waitOnExecutionContext(ctx)
    return response
  }

  /** The code and the link of the newest letter. */
  function newest() {
    const text = letters.at(-1)?.text ?? ''
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? ''
    return { code, link: new URL(/https:\S+/.exec(text)?.[0] ?? ORIGIN).pathname }
  }

  /** The cookie of a wallet that was opened by a letter to this address. */
  async function signedIn(email: string): Promise<string> {
    await ask('/signin/email', { form: { email } })
    return cookieIn(await ask('/signin/code', { form: { email, code: newest().code } }))
  }

  return { letters, mailer, ask, newest, signedIn }
}

/** The cookie an answer sets, as the browser sends it from then on. */
export function cookieIn(answer: Response): string {
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** A new customer of that address. */
export async function customerAt(email: string | null, name = 'Bea') {
  const shop = await shopSystem()
  const answer = await shop.post('/customers', { name, ...(email !== null && { email }) })
  const { id } = await answer.json<{ id: `cus_${string}` }>()
  return { id, email, shop }
}
