import { browserOf, enrol, shopSystem } from './cast.ts'
import { formIn, leadsTo, textOf } from './pages.ts'

/** Whoever brings in files, and what the shop's system finds afterwards. */
export async function importDesk() {
  const rui = await browserOf(await enrol({ role: 'admin' }))
  const shop = await shopSystem()

  /** Uploads a file as the form does. */
  const uploaded = (content: string | Uint8Array, name = 'people.csv'): Promise<Response> => {
    const body = new FormData()
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    body.append('file', new Blob([new Uint8Array(bytes)], { type: 'text/csv' }), name)
    return rui.send('POST', '/admin/customers/imports', { body })
  }

  /** Uploads, looks, and presses the button: gives the preview and the result as people read them. */
  const broughtIn = async (content: string | Uint8Array, change: Record<string, string> = {}) => {
    const at = leadsTo(await uploaded(content))
    const html = await (await rui.get(`${at}?${new URLSearchParams(change)}`)).text()
    const run = await rui.post(at, await formIn(html, at))
    const result = await rui.get(leadsTo(run))
    return { at, preview: textOf(html), result: textOf(await result.text()) }
  }

  /** Customers of that name. */
  const byName = async (name: string): Promise<Record<string, unknown>[]> => {
    const response = await shop.get(`/customers?q=${encodeURIComponent(name)}`)
    return (await response.json<{ data: Record<string, unknown>[] }>()).data
  }

  return { rui, shop, uploaded, broughtIn, byName }
}
