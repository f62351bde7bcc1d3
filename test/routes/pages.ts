import { exports } from 'cloudflare:workers'
import { vi } from 'vitest'
import { ORIGIN } from './cast.ts'

/** Somebody who is not signed in, from another network each time: nobody's misses count against somebody else's test. */
export const stranger = {
  get: (path: string, headers: HeadersInit = {}) => send('GET', path, { headers: fromElsewhere(headers) }),
  post: (path: string, form: Record<string, string>, headers: HeadersInit = {}) =>
    send('POST', path, {
      body: new URLSearchParams(form),
      headers: { 'sec-fetch-site': 'same-origin', ...fromElsewhere(headers) },
    }),
}

let networks = 0
function fromElsewhere(headers: HeadersInit): Record<string, string> {
  networks += 1
  return {
    'cf-connecting-ip': `2001:db8:0:${networks.toString(16)}::1`,
    ...Object.fromEntries(new Headers(headers)),
  }
}

/** Sends a request as it is; redirects are not followed. */
export function send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
  return exports.default.fetch(new Request(`${ORIGIN}${path}`, { redirect: 'manual', ...init, method }))
}

/** What htmx says when it wants a part of a page. */
export const PARTIAL = { 'hx-request': 'true', 'hx-request-type': 'partial' }

/** The lists are seconds behind at most; how many is nothing for a test to say on a busy machine. */
export function soon<T>(look: () => Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 10_000, interval: 25 })
}

/** Where a redirect leads, on this site. */
export function leadsTo(response: Response): string {
  const { pathname, search } = new URL(response.headers.get('location') ?? '', ORIGIN)
  return pathname + search
}

/** The text of some HTML as people read it, spaces folded. */
export function textOf(html: string): string {
  const plain = html.replace(/<(style|script)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' ')
  return decoded(plain).replace(/\s+/g, ' ').trim()
}

/** Every control of the form with this action, as a browser without scripts would send it now. */
export async function formIn(html: string, action: string): Promise<Record<string, string>> {
  const sent: Record<string, string> = {}
  let open = ''
  const within = (control: string) => `form[action="${action}"] ${control}`
  const rewriter = new HTMLRewriter()
    .on(within('input'), {
      element: (input) => {
        const name = input.getAttribute('name')
        const type = input.getAttribute('type') ?? 'text'
        const ticked = !['radio', 'checkbox'].includes(type) || input.hasAttribute('checked')
        if (name === null || !ticked || type === 'file' || input.hasAttribute('disabled')) return
        sent[name] = input.getAttribute('value') ?? ''
      },
    })
    .on(within('select'), {
      element: (select) => {
        open = select.getAttribute('name') ?? ''
      },
    })
    .on(within('select option'), {
      element: (option) => {
        const value = option.getAttribute('value') ?? ''
        if (option.hasAttribute('selected') || !(open in sent)) sent[open] = value
      },
    })
    .on(within('textarea'), {
      element: (area) => {
        open = area.getAttribute('name') ?? ''
        sent[open] = ''
      },
      text: ({ text }) => {
        sent[open] += text
      },
    })
  await rewriter.transform(new Response(html)).text()
  return Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, decoded(value)]))
}

/** Fields as a form with a file sends them; a list is sent once for each of its values. */
export function multipart(fields: Readonly<Record<string, string | readonly string[] | Blob>>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) data.append(name, value, 'picture')
    else for (const one of typeof value === 'string' ? [value] : value) data.append(name, one)
  }
  return data
}

/** A file to upload. */
export function picture(bytes: Uint8Array, type: string): Blob {
  return new Blob([new Uint8Array(bytes)], { type })
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' }

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, number: string | undefined, name: string | undefined) =>
    number === undefined ? (ENTITIES[name ?? ''] ?? whole) : String.fromCodePoint(Number(number)),
  )
}
