import { type Context, Hono } from 'hono'
import { addDays, isLocalDate, localDateOf, startOfDay } from '../../../src/local-time.ts'
import { type Lasting, outlookOf } from '../../../src/membership.ts'
import type { Plan, PlanVouchers } from '../../../src/plan.ts'
import {
  ConfirmSalePage,
  type SaleValues,
  SellPlanPage,
} from '../../../views/admin/customers/sell-plan-page.tsx'
import type { FieldErrors } from '../../../views/admin/issue-values.ts'
import { en } from '../../../views/words/en.ts'
import { allow } from '../../allow.ts'
import { isKey, sending } from '../../command-id.ts'
import type { AppEnv } from '../../env.ts'
import { readForm } from '../../form.ts'
import { frameFor } from '../../frame.ts'
import { planNames } from '../../library/customer-plans.ts'
import { type CustomerRow, nameOf, survivorById } from '../../library/customers.ts'
import { contentOf, type ListRow, listRows } from '../../library/lists.ts'
import { type MembershipRow, membershipOf } from '../../library/memberships.ts'
import { placeOf } from '../../place.ts'
import { planLines, vouchersIn } from '../../plan-offers.ts'
import { endPlan, type Selling, type SellingProblem, sellingOf, sellPlan } from '../../plan-selling.ts'
import { refusePage } from '../../refuse.tsx'
import { surroundingsOf } from '../../surroundings.ts'
import { gistOf } from '../list-gist.ts'

/** /admin/customers/{id}/plans: selling a customer a plan, after seeing what it will issue, and ending it. */
export const planSelling = new Hono<AppEnv>()

planSelling.get('/:customer/plans/new', allow('plans:sell'), async (c) => {
  const row = await survivorById(c.env.DB, c.req.param('customer'))
  if (row === null) return refusePage(c, 404)
  const query = (name: string) => c.req.query(name)?.trim() ?? ''
  const values = {
    plan_id: query('plan_id'),
    starts_on: query('starts_on') || today(c),
    ends_on: query('ends_on'),
  }
  if (c.req.query('look') === undefined) return choosing(c, row, values)
  const selling = await readSelling(c, values)
  return 'errors' in selling ? choosing(c, row, values, selling.errors) : confirming(c, row, values, selling)
})

planSelling.post('/:customer/plans', allow('plans:sell'), async (c) => {
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  const place = placeOf(c, null)
  if (form === null || !isKey(key)) return refusePage(c, 400)
  const row = await survivorById(c.env.DB, c.req.param('customer'))
  if (row === null || place === null) return refusePage(c, row === null ? 404 : 403)
  const values = {
    plan_id: form.text('plan_id'),
    starts_on: form.text('starts_on'),
    ends_on: form.text('ends_on'),
  }
  const selling = readDays(c, values)
  if ('errors' in selling) return choosing(c, row, values, selling.errors)
  const sent = { ...sending(c, key, ['plan', c.req.param('customer'), values]), place }
  const sale = await sellPlan(c, row, selling, sent)
  switch (sale.kind) {
    case 'wrong':
      return choosing(c, row, values, errorsOf(sale.problems))
    case 'sold':
    case 'replayed':
      return c.redirect(`/admin/customers/${row.id}?saved`, 303)
    case 'running':
      return choosing(c, row, values, { plan_id: await runningSaid(c, sale.membership) })
    case 'customer_gone':
      return refusePage(c, 404)
    case 'key_reused':
      return refusePage(c, 422)
  }
})

// Its own idempotency: ended once, it is over whoever sends it again.
planSelling.post('/:customer/plans/:membership/end', allow('plans:sell'), async (c) => {
  const customer = await survivorById(c.env.DB, c.req.param('customer'))
  const row = customer && (await membershipOf(c.env.DB, customer.id, c.req.param('membership')))
  if (row === null) return refusePage(c, 404)
  await endPlan(c, row)
  return c.redirect(`/admin/customers/${row.customerId}?saved`, 303)
})

function today(c: Context<AppEnv>): string {
  return localDateOf(c.get('now'), c.get('directory').brand.zone)
}

/** The form's days as moments: today begins now, and the last day is lived to its end. */
function readDays(
  c: Context<AppEnv>,
  { plan_id, starts_on, ends_on }: SaleValues,
): Selling | { readonly errors: FieldErrors } {
  const { zone } = c.get('directory').brand
  const said = en.plans.selling.problems
  const [starts, ends] = [isLocalDate(starts_on), ends_on === '' || isLocalDate(ends_on)]
  if (!starts || !ends)
    return {
      errors: { ...(!starts && { starts_on: said.no_date }), ...(!ends && { ends_on: said.no_date }) },
    }
  return {
    plan: plan_id,
    startsAt: starts_on === today(c) ? null : startOfDay(starts_on, zone),
    endsAt: ends_on === '' ? null : startOfDay(addDays(ends_on, 1), zone),
  }
}

/** What the form asks for, as it would be sold now; or what is wrong with it. */
async function readSelling(
  c: Context<AppEnv>,
  values: SaleValues,
): Promise<{ readonly plan: ListRow; readonly lasting: Lasting } | { readonly errors: FieldErrors }> {
  const days = readDays(c, values)
  if ('errors' in days) return days
  const selling = await sellingOf(surroundingsOf(c), days)
  return 'problems' in selling ? { errors: errorsOf(selling.problems) } : selling
}

function errorsOf(problems: readonly SellingProblem[]): FieldErrors {
  const fields = { plan_id: 'plan_id', starts_at: 'starts_on', ends_at: 'ends_on' } as const
  const said = problems.map(
    ({ field, problem }) => [fields[field], en.plans.selling.problems[problem]] as const,
  )
  return Object.fromEntries(said)
}

async function choosing(c: Context<AppEnv>, row: CustomerRow, values: SaleValues, errors: FieldErrors = {}) {
  const frame = frameFor(c, c.get('principal'))
  const plans = (await listRows(c.env.DB, 'plans'))
    .filter(({ state }) => state === 'active')
    .map((plan) => ({ id: plan.id, name: plan.name, gist: gistOf(frame, contentOf(plan)) }))
  const [only] = plans
  const chosen = values.plan_id === '' && plans.length === 1 ? (only?.id ?? '') : values.plan_id
  return c.html(
    <SellPlanPage
      frame={frame}
      customer={{ id: row.id, name: nameOf(row) }}
      plans={plans}
      values={{ ...values, plan_id: chosen }}
      errors={errors}
    />,
    Object.keys(errors).length === 0 ? 200 : 422,
  )
}

async function confirming(
  c: Context<AppEnv>,
  row: CustomerRow,
  values: SaleValues,
  { plan, lasting }: { readonly plan: ListRow; readonly lasting: Lasting },
) {
  const now = c.get('now')
  const vouchers = vouchersIn(contentOf(plan))
  const lines = await planLines(surroundingsOf(c), vouchers)
  const called = (id: string) => lines.get(id)?.offer?.facts.name ?? en.plans.anOffer
  const listed = (some: PlanVouchers) => some.map(({ offer_id, count }) => `${count} × ${called(offer_id)}`)
  const { first, next, cut } = outlookOf(lasting, vouchers, now)
  return c.html(
    <ConfirmSalePage
      frame={frameFor(c, c.get('principal'))}
      customer={{ id: row.id, name: nameOf(row) }}
      plan={{ name: plan.name, period: lasting.period, price: (plan.facts.price ?? null) as Plan['price'] }}
      values={values}
      commandKey={crypto.randomUUID()}
      startsAt={values.starts_on === today(c) ? null : lasting.startsAt}
      endsAt={lasting.endsAt}
      first={{ at: first.at > now ? first.at : null, vouchers: listed(first.vouchers) }}
      next={next}
      cut={cut && { at: cut.at, vouchers: listed(cut.vouchers) }}
      blocked={vouchers.flatMap(({ offer_id }) => {
        const reason = lines.get(offer_id)?.obstacle ?? null
        return reason === null ? [] : [{ offer: called(offer_id), reason }]
      })}
    />,
  )
}

async function runningSaid(c: Context<AppEnv>, { planId, endsAt }: MembershipRow): Promise<string> {
  const { display, brand } = frameFor(c, c.get('principal'))
  const name = (await planNames(c.env.DB, [planId])).get(planId) ?? planId
  const until = endsAt === null ? null : display.date(display.until(endsAt, brand.zone), brand.zone)
  return en.plans.selling.problems.running(name, until)
}
