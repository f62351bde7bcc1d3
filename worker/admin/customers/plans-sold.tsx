import { type Context, Hono } from 'hono'
import { addDays, type Instant, isLocalDate, startOfDay } from '../../../src/local-time.ts'
import { membershipStatus, outlookOf, periodStart } from '../../../src/membership.ts'
import { may } from '../../../src/permission.ts'
import type { PlanVouchers } from '../../../src/plan.ts'
import {
  type MembershipView,
  type OutlookLine,
  type OutlookView,
  PlansPage,
  type SaleValues,
} from '../../../views/admin/customers/plans-page.tsx'
import type { FieldErrors } from '../../../views/admin/issue-values.ts'
import { en } from '../../../views/words/en.ts'
import { allow } from '../../allow.ts'
import { isKey, sending } from '../../command-id.ts'
import type { AppEnv } from '../../env.ts'
import { readForm } from '../../form.ts'
import { frameFor } from '../../frame.ts'
import { planNames, plansOffered } from '../../library/customer-plans.ts'
import { type CustomerRow, nameOf, survivorById } from '../../library/customers.ts'
import { contentOf } from '../../library/lists.ts'
import { type MembershipRow, membershipOf, membershipsOf } from '../../library/memberships.ts'
import { offersNamed } from '../../library/offers.ts'
import { vouchersOfPlan } from '../../library/plan-vouchers.ts'
import { placeOf } from '../../place.ts'
import { planLines, vouchersIn } from '../../plan-offers.ts'
import { endPlan, sellingOf, sellPlan } from '../../plan-selling.ts'
import { refusePage } from '../../refuse.tsx'
import { surroundingsOf } from '../../surroundings.ts'

/** /admin/customers/{id}/plans: selling somebody a plan, which says first what it issues, and ending it. */
export const plansSold = new Hono<AppEnv>()

const NOTHING: SaleValues = { plan: '', starts: '', ends: '' }

plansSold.get('/:customer/plans', allow('customers:read'), async (c) => {
  const row = await survivorById(c.env.DB, c.req.param('customer'))
  if (row === null) return refusePage(c, 404)
  const text = (name: string) => c.req.query(name)?.slice(0, 60) ?? ''
  const values = { plan: text('plan'), starts: text('starts'), ends: text('ends') }
  if (values.plan === '') return page(c, row, { values })
  const read = await saleIn(c, values)
  if ('errors' in read) return page(c, row, { values, errors: read.errors })
  return page(c, row, { values, outlook: await outlookView(c, read) })
})

plansSold.post('/:customer/plans', allow('plans:sell'), async (c) => {
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  const place = placeOf(c, null)
  if (form === null || !isKey(key)) return refusePage(c, 400)
  const row = await survivorById(c.env.DB, c.req.param('customer'))
  if (row === null || place === null) return refusePage(c, row === null ? 404 : 403)
  const values = { plan: form.text('plan'), starts: form.text('starts'), ends: form.text('ends') }
  const read = await saleIn(c, values)
  if ('errors' in read) return page(c, row, { values, errors: read.errors })
  const sale = await sellPlan(c, row, read, { ...sending(c, key, ['plan', row.id, values]), place })
  switch (sale.kind) {
    case 'sold':
    case 'replayed':
      return c.redirect(`/admin/customers/${row.id}/plans?saved`, 303)
    case 'running':
      return page(c, row, { values, errors: { starts: en.memberships.running } })
    case 'key_reused':
      return refusePage(c, 422)
    case 'customer_gone':
      return refusePage(c, 404)
  }
})

plansSold.post('/:customer/plans/:membership/end', allow('plans:sell'), async (c) => {
  const row = await survivorById(c.env.DB, c.req.param('customer'))
  const sold = row && (await membershipOf(c.env.DB, row.id, c.req.param('membership')))
  if (row === null || sold === null) return refusePage(c, 404)
  await endPlan(c, sold)
  return c.redirect(`/admin/customers/${row.id}/plans?saved`, 303)
})

type Sale = Extract<Awaited<ReturnType<typeof sellingOf>>, { readonly lasting: unknown }>

/** What is to be sold, or how to mend each field. A last day counts whole. */
async function saleIn(
  c: Context<AppEnv>,
  values: SaleValues,
): Promise<Sale | { readonly errors: FieldErrors }> {
  const { zone } = c.get('directory').brand
  const said = en.memberships.problems
  const wrong = {
    ...(values.starts !== '' && !isLocalDate(values.starts) && { starts: said.date }),
    ...(values.ends !== '' && !isLocalDate(values.ends) && { ends: said.date }),
  }
  if (Object.keys(wrong).length > 0) return { errors: wrong }
  const selling = await sellingOf(surroundingsOf(c), {
    plan: values.plan,
    startsAt: values.starts === '' ? null : startOfDay(values.starts, zone),
    endsAt: values.ends === '' ? null : startOfDay(addDays(values.ends, 1), zone),
  })
  if (!('problems' in selling)) return selling
  const fields = { plan_id: 'plan', starts_at: 'starts', ends_at: 'ends' } as const
  return {
    errors: Object.fromEntries(selling.problems.map(({ field, problem }) => [fields[field], said[problem]])),
  }
}

async function outlookView(c: Context<AppEnv>, { plan, lasting }: Sale): Promise<OutlookView> {
  const surroundings = surroundingsOf(c)
  const { now } = surroundings
  const vouchers = vouchersIn(contentOf(plan))
  const { first, next, cut } = outlookOf(lasting, vouchers, now)
  const lines = await planLines(surroundings, vouchers)
  const named = (all: PlanVouchers): readonly OutlookLine[] =>
    all.map(({ offer_id, count }) => ({ count, offer: lines.get(offer_id)?.offer?.facts.name ?? offer_id }))
  return {
    first: { at: first.at <= now ? null : first.at, vouchers: named(first.vouchers) },
    next,
    cut: cut && { at: cut.at, vouchers: named(cut.vouchers) },
    obstacles: vouchers.flatMap(({ offer_id }) => {
      const line = lines.get(offer_id)
      return line?.obstacle == null ? [] : [line.offer?.facts.name ?? offer_id]
    }),
  }
}

interface Shown {
  readonly values?: SaleValues
  readonly errors?: FieldErrors
  readonly outlook?: OutlookView
}

async function page(c: Context<AppEnv>, row: CustomerRow, { values = NOTHING, errors = {}, outlook }: Shown) {
  const sells = may(c.get('principal'), 'plans:sell')
  const [rows, plans] = await Promise.all([membershipsOf(c.env.DB, row.id), plansOffered(c.env.DB)])
  return c.html(
    <PlansPage
      frame={frameFor(c, c.get('principal'))}
      customer={{ id: row.id, name: nameOf(row) }}
      memberships={await membershipViews(c, rows)}
      selling={
        sells ? { choices: plans, values, outlook: outlook ?? null, commandKey: crypto.randomUUID() } : null
      }
      errors={errors}
      saved={c.req.query('saved') !== undefined}
    />,
    Object.keys(errors).length === 0 ? 200 : 422,
  )
}

async function membershipViews(
  c: Context<AppEnv>,
  rows: readonly MembershipRow[],
): Promise<readonly MembershipView[]> {
  const { DB } = c.env
  const now = c.get('now')
  const names = await planNames(
    DB,
    rows.map(({ planId }) => planId),
  )
  return Promise.all(
    rows.map(async (row): Promise<MembershipView> => {
      const owed = await vouchersOfPlan(DB, row.id)
      const refused = owed.filter(({ state }) => state === 'refused')
      const offers = await offersNamed(
        DB,
        refused.map(({ offerId }) => offerId),
      )
      const status = membershipStatus(row, row.endedAt, now)
      return {
        id: row.id,
        plan: names.get(row.planId) ?? row.planId,
        status,
        from: row.startsAt,
        lastDay: lastMoment(row.endedAt ?? row.endsAt),
        next: status === 'ended' ? null : periodStart(row, row.nextPeriod),
        issued: owed.filter(({ state }) => state === 'issued').length,
        waiting: owed.filter(({ state }) => state === 'waiting').length,
        refused: refused.map(({ offerId, reason }) => ({
          offer: offers.find(({ id }) => id === offerId)?.facts.name ?? offerId,
          reason: reasonKnown(reason ?? ''),
        })),
      }
    }),
  )
}

function reasonKnown(reason: string): keyof typeof en.memberships.reasons {
  const { reasons } = en.memberships
  return reason in reasons ? (reason as keyof typeof reasons) : 'other'
}

/** Ends are exclusive; people read the day before. */
function lastMoment(endsAt: Instant | null): Instant | null {
  return endsAt === null ? null : endsAt - 1
}
