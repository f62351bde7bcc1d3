import { expect } from 'vitest'
import type { browserOf } from './cast.ts'
import { formIn, leadsTo } from './pages.ts'

export const STAFF = '/admin/settings/staff'
export const DEVICES = '/admin/settings/devices'
export type Browser = Awaited<ReturnType<typeof browserOf>>

/** What an admin does with people and devices, as their pages give the forms. */
export function staffDesk(rui: Browser) {
  const bodyOf = async (path: string, of = rui) => (await of.get(path)).text()
  /** The form for somebody new with this typed in, sent. */
  const added = async (typed: Record<string, string>, area = STAFF): Promise<Response> => {
    const form = await formIn(await bodyOf(`${area}/new`), area)
    return rui.post(area, { ...form, store_ids: 'sto_chiado', ...typed })
  }
  const linkOf = async (path: string): Promise<string> => {
    const found = /https:\/\/lume\.example(\/join\/[\w.-]+)/.exec(await bodyOf(path))
    return found?.[1] ?? ''
  }
  /** Somebody new: the path of their page and of their link. */
  const newcomer = async (typed: Record<string, string>, area = STAFF) => {
    const response = await added(typed, area)
    expect(response.status, await response.clone().text()).toBe(303)
    const page = leadsTo(response).replace(/\/invitation$/, '')
    return { page, link: await linkOf(leadsTo(response)) }
  }
  /** Presses the button of an act on somebody's page. */
  const act = async (page: string, path: string): Promise<Response> => {
    return rui.post(`${page}/${path}`, await formIn(await bodyOf(page), `${page}/${path}`))
  }
  return { bodyOf, added, linkOf, newcomer, act }
}
