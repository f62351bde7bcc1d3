import { expect } from 'vitest'
import { giveOutPlans } from '../../worker/plan-issuing.ts'
import { accountStub } from '../../worker/stubs.ts'
import { world } from './cast.ts'
import { offerDesk } from './offer-desk.ts'

/** A membership as the API answers it, as far as tests read it. */
export interface MembershipJson {
  readonly id: string
  readonly customer_id: string
  readonly status: string
  readonly starts_at: string
  readonly ends_at: string | null
  readonly ended_at: string | null
  readonly next_period_at: string | null
  readonly vouchers: readonly {
    readonly period: number
    readonly offer_id: string
    readonly status: string
    readonly voucher_id: string | null
    readonly reason: string | null
  }[]
}

/** A customer's plan as the API answers it. */
export type PlanJson = { readonly id: string; readonly membership_id: string | null } | null

/** Claims in that account, however they came about. */
export async function claimsIn(customer: `cus_${string}`): Promise<number> {
  const { lines } = await accountStub(world, customer).statement(null, 100)
  return lines.filter(({ entry }) => entry.kind === 'claimed').length
}

/** A shop system that sells plans. */
export async function planDesk() {
  const desk = await offerDesk()
  const { shop } = desk
  let count = 0
  async function customer(): Promise<`cus_${string}`> {
    count += 1
    const made = await shop.post('/customers', { name: `Ana ${count}` })
    return (await made.json<{ id: `cus_${string}` }>()).id
  }
  async function plan(said: object = {}): Promise<{ id: string; version: number }> {
    count += 1
    const made = await shop.post('/plans', { name: `Plan ${count}`, ...said })
    expect(made.status).toBe(201)
    return made.json<{ id: string; version: number }>()
  }
  /** A plan that gives so many vouchers of an offer of its own each month. */
  async function giving(times: number, offer: object = {}, more: object = {}) {
    const { id: offerId } = await desk.drafted(offer)
    return { offerId, ...(await plan({ vouchers: [{ offer_id: offerId, count: times }], ...more })) }
  }
  const sell = (to: string, planId: string, more: object = {}, key?: string) =>
    shop.post(`/customers/${to}/plans`, { plan_id: planId, ...more }, key)
  async function sold(to: string, planId: string, more: object = {}): Promise<MembershipJson> {
    const answer = await sell(to, planId, more)
    expect(answer.status, await answer.clone().text()).toBe(201)
    return answer.json<MembershipJson>()
  }
  const plansOf = async (of: string) =>
    (await (await shop.get(`/customers/${of}/plans`)).json<{ data: MembershipJson[] }>()).data
  const planOf = async (of: string) =>
    (await (await shop.get(`/customers/${of}`)).json<{ plan: PlanJson }>()).plan
  const end = (of: string, id: string) => shop.send('DELETE', `/customers/${of}/plans/${id}`)
  return { ...desk, customer, plan, giving, sell, sold, plansOf, planOf, end }
}

/** The clock comes by at that moment. */
export const clock = (at: string | number) =>
  giveOutPlans(world, typeof at === 'number' ? at : Date.parse(at))

/** What became of each period's vouchers: `['issued', 'issued', 'refused out_of_stock']`, the newest period first. */
export function fates({ vouchers }: Pick<MembershipJson, 'vouchers'>): readonly string[] {
  return vouchers.map(({ period, status, reason }) => [period, status, reason ?? []].flat().join(' '))
}

const DAY = 86_400_000
/** So many days from now. */
export const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString()
