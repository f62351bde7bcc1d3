import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import {
  BUDGETED_ROLES,
  type Budget,
  budgetMonth,
  budgetSchema,
  firstBudget,
  type Taken,
} from '../../src/goodwill.ts'
import { isPrincipalId } from '../../src/id.ts'
import { BUDGET_KINDS, BudgetLines, BudgetPage, type BudgetValues } from '../../views/admin/budget-pages.tsx'
import { ConflictPage } from '../../views/admin/conflict.tsx'
import type { FieldErrors } from '../../views/admin/issue-values.ts'
import type { Frame } from '../../views/frame.ts'
import { en } from '../../views/words/en.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { type Form, readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { budgetName, forgetBudgets, isBudgetedRole, PERSON_BUDGETS, readBudget } from '../goodwill-budget.ts'
import { changeSetting, settingsNamed, settingsUnder } from '../library/settings.ts'
import { amountText, readAmount } from '../money-text.ts'
import { nameOf } from '../people.ts'
import { refusePage } from '../refuse.tsx'
import { principalStub } from '../stubs.ts'
import { versionOf } from './version-field.ts'

/** /admin/settings/goodwill/budgets/{role or person}: what they may issue by hand in a month. */
export const budgetPages = new Hono<AppEnv>()

const PEOPLE_MOST = 200
const NO_LIMIT: BudgetValues = { kind: 'unlimited', vouchers: '', money: '' }

budgetPages.get('/:who', allow('settings:write'), async (c) => {
  const subject = await subjectOf(c, c.req.param('who'))
  if (subject === null) return refusePage(c, 404)
  const setting = (await settingsNamed(c.env.DB, [subject.setting])).get(subject.setting)
  const values = valuesOf(readBudget(setting?.value) ?? subject.first)
  return page(c, subject, { version: setting?.version ?? 0, values })
})

budgetPages.post('/:who', allow('settings:write'), async (c) => {
  const subject = await subjectOf(c, c.req.param('who'))
  const form = await readForm(c)
  const version = form && versionOf(form)
  if (subject === null) return refusePage(c, 404)
  if (form === null || version === null) return refusePage(c, 400)
  const values = typedIn(form)
  const read = readForms(values, c.get('directory').brand.currency, subject.hasRole)
  if ('errors' in read) return page(c, subject, { version, values, errors: read.errors })
  const act = { ...actorOf(c), at: c.get('now') }
  const change = { version, value: read.budget }
  const written = await changeSetting(c.env.DB, subject.setting, change, act)
  forgetBudgets()
  return written === null ? conflict(c, subject, values) : c.redirect('/admin/settings/goodwill?saved', 303)
})

/** The budgets as lines, for the page of goodwill. */
export async function budgetOverview({
  c,
  frame,
  changes,
}: {
  c: Context<AppEnv>
  frame: Frame
  changes: boolean
}) {
  const [roles, own] = await Promise.all([
    settingsNamed(c.env.DB, BUDGETED_ROLES.map(budgetName)),
    // Whoever may not change them has no business with what somebody of another shop may give away.
    changes ? settingsUnder(c.env.DB, PERSON_BUDGETS, PEOPLE_MOST) : [],
  ])
  const people = own.flatMap((row) => {
    const who = row.name.slice(PERSON_BUDGETS.length)
    const budget = readBudget(row.value)
    return budget !== null && isPrincipalId(who) ? [{ who, budget }] : []
  })
  const lines = people.map(async ({ who, budget }) => ({
    who,
    name: await nameOf(c.env, who, c.get('now')),
    said: saidOf(frame, budget),
  }))
  return (
    <BudgetLines
      frame={frame}
      changes={changes}
      roles={BUDGETED_ROLES.map((role) => ({
        who: role,
        name: en.admin.goodwill.roles[role],
        said: saidOf(frame, readBudget(roles.get(budgetName(role))?.value) ?? firstBudget(role)),
      }))}
      people={await Promise.all(lines)}
    />
  )
}

/** Whose budget it is; `first` holds before anybody set one, null stands for that of their role. */
interface Subject {
  readonly who: string
  readonly name: string
  readonly setting: string
  readonly hasRole: boolean
  readonly isOperator: boolean
  readonly first: Budget | null
  readonly taken: string | null
}

async function subjectOf(c: Context<AppEnv>, who: string): Promise<Subject | null> {
  if (isBudgetedRole(who)) {
    const name = en.admin.goodwill.roles[who]
    const first = firstBudget(who)
    const isOperator = who === 'operator'
    return { who, name, setting: budgetName(who), hasRole: false, isOperator, first, taken: null }
  }
  if (!isPrincipalId(who) || who.startsWith('cus_')) return null
  const object = principalStub(c.env, who)
  const name = await object.label()
  if (name === null) return null
  const month = budgetMonth(c.get('now'), c.get('directory').brand.zone)
  const taken = takenSaid(frameFor(c, null), await object.goodwillTaken(month))
  const isKey = who.startsWith('key_')
  const first = isKey ? firstBudget('api_key') : null
  return { who, name, setting: budgetName(who), hasRole: !isKey, isOperator: false, first, taken }
}

interface Shown {
  readonly version: number
  readonly values: BudgetValues
  readonly errors?: FieldErrors
}

function page(c: Context<AppEnv>, subject: Subject, { version, values, errors = {} }: Shown) {
  return c.html(
    <BudgetPage
      frame={frameFor(c, c.get('principal'))}
      {...subject}
      version={version}
      values={values}
      errors={errors}
      currency={c.get('directory').brand.currency}
    />,
    Object.keys(errors).length === 0 ? 200 : 422,
  )
}

async function conflict(c: Context<AppEnv>, subject: Subject, values: BudgetValues): Promise<Response> {
  const setting = (await settingsNamed(c.env.DB, [subject.setting])).get(subject.setting)
  const theirs = valuesOf(readBudget(setting?.value) ?? subject.first)
  const said = en.admin.goodwill
  const path = `/admin/settings/goodwill/budgets/${subject.who}`
  return c.html(
    <ConflictPage
      frame={frameFor(c, c.get('principal'))}
      title={en.settings.conflict.title}
      action={path}
      fields={[
        ['kind', values.kind],
        ['vouchers', values.vouchers],
        ['money', values.money],
      ]}
      version={setting?.version ?? 0}
      rows={[
        { label: said.kind, yours: said.kinds[values.kind], theirs: said.kinds[theirs.kind] },
        { label: said.count, yours: values.vouchers, theirs: theirs.vouchers },
        { label: said.sum, yours: values.money, theirs: theirs.money },
      ]}
      current={path}
    />,
    412,
  )
}

function typedIn(form: Form): BudgetValues {
  const kind = BUDGET_KINDS.find((one) => one === form.text('kind')) ?? 'limited'
  return { kind, vouchers: form.text('vouchers'), money: form.text('money') }
}

function valuesOf(budget: Budget | null): BudgetValues {
  if (budget === null) return { ...NO_LIMIT, kind: 'role' }
  if (budget.kind !== 'limited') return { ...NO_LIMIT, kind: budget.kind }
  const { vouchers, money } = budget
  return {
    kind: 'limited',
    vouchers: vouchers === null ? '' : String(vouchers),
    money: money === null ? '' : amountText(money.amount, money.currency),
  }
}

/** `role` is kept as a word of its own that is no budget: then that of the role holds. */
function readForms(
  { kind, vouchers, money }: BudgetValues,
  currency: string,
  hasRole: boolean,
): { readonly budget: Budget | { readonly kind: 'role' } } | { readonly errors: FieldErrors } {
  const said = en.admin.goodwill.problems
  if (kind === 'role') return hasRole ? { budget: { kind } } : { errors: { kind: said.limit } }
  if (kind !== 'limited') return { budget: { kind } }
  const read = z.safeParse(budgetSchema, {
    kind,
    vouchers: vouchers === '' ? null : /^\d{1,6}$/.test(vouchers) ? Number(vouchers) : Number.NaN,
    money: money === '' ? null : { amount: readAmount(money, currency), currency },
  })
  if (read.success) return { budget: read.data }
  const fields = read.error.issues.map(({ path }) => path[0])
  return {
    errors: {
      ...(fields.includes('vouchers') && { vouchers: said.vouchers }),
      ...(fields.includes('money') && { money: said.money }),
      ...(fields.every((field) => field === undefined) && { vouchers: said.limit }),
    },
  }
}

function saidOf(frame: Frame, budget: Budget): string {
  const { said, vouchers } = en.admin.goodwill
  if (budget.kind !== 'limited') return said[budget.kind]
  const parts = [
    ...(budget.vouchers === null ? [] : [vouchers(budget.vouchers)]),
    ...(budget.money === null ? [] : [frame.display.money(budget.money.amount, budget.money.currency)]),
  ]
  return said.limited(frame.display.list(parts))
}

function takenSaid({ display }: Frame, { vouchers, money }: Taken): string {
  const sums = Object.entries(money)
    .filter(([, amount]) => amount > 0)
    .map(([currency, amount]) => display.money(amount, currency))
  return display.list([en.admin.goodwill.vouchers(vouchers), ...sums])
}
