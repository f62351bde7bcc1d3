import { type Context, Hono } from 'hono'
import { UNITS } from '../../../src/account/unit.ts'
import { may } from '../../../src/permission.ts'
import { AccountPage, type AdjustmentValues } from '../../../views/admin/customers/account-page.tsx'
import type { FieldErrors } from '../../../views/admin/issue-values.ts'
import { en } from '../../../views/words/en.ts'
import { allow } from '../../allow.ts'
import { isKey, sending } from '../../command-id.ts'
import { customerPrincipal } from '../../customer-principal.ts'
import type { AppEnv } from '../../env.ts'
import { explain } from '../../explain.ts'
import { type Form, readForm } from '../../form.ts'
import { frameFor } from '../../frame.ts'
import { type CustomerRow, nameOf, survivorById } from '../../library/customers.ts'
import { answeredBefore } from '../../merged-accounts.ts'
import { readAmount } from '../../money-text.ts'
import { placeOf } from '../../place.ts'
import { refusePage } from '../../refuse.tsx'
import { accountStub } from '../../stubs.ts'
import { tellingOf } from '../../told.ts'

/** /admin/customers/{id}/account: what they have, every line of it, and changing it by hand. */
export const customerAccount = new Hono<AppEnv>()

const REASON_MOST = 200

customerAccount.get('/:customer/account', allow('accounts:read'), async (c) => {
  const row = await survivorById(c.env.DB, c.req.param('customer'))
  return row === null ? refusePage(c, 404) : page(c, row, null)
})

customerAccount.post('/:customer/account', allow('accounts:adjust'), async (c) => {
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  const place = placeOf(c, null)
  if (form === null || !isKey(key)) return refusePage(c, 400)
  const row = await survivorById(c.env.DB, c.req.param('customer'))
  if (row === null || place === null) return refusePage(c, row === null ? 404 : 403)
  const values = valuesIn(form)
  if (values === null) return refusePage(c, 422)
  const { zone, currency } = c.get('directory').brand
  const amount = amountIn(values, currency)
  const errors = errorsIn(values, amount)
  if (amount === null || Object.keys(errors).length > 0) return page(c, row, values, errors)
  const { id: customer } = customerPrincipal(row)
  const signed = values.way === 'credit' ? amount : -amount
  const sent = sending(c, key, ['adjust', values])
  const { unit, reason } = values
  const asked = { ...sent, customer, place, currency, unit, amount: signed, endsAt: null, words: { reason } }
  const answer =
    (await answeredBefore(c.env, customer, (account) => account.recall(sent))) ??
    (await accountStub(c.env, customer, zone).execute({ kind: 'adjust', ...asked }))
  if (answer.kind === 'refused') return page(c, row, values, { amount: explain(c, answer.refusals[0]) })
  return c.redirect(`/admin/customers/${row.id}/account?saved`, 303)
})

/** Null for a way or unit the form does not offer: nothing is guessed where money moves. */
function valuesIn(form: Form): AdjustmentValues | null {
  const unit = UNITS.find((one) => one === form.text('unit'))
  const way = (['credit', 'debit'] as const).find((one) => one === form.text('way'))
  if (unit === undefined || way === undefined) return null
  return {
    unit,
    way,
    amount: form.text('amount'),
    reason: form.text('reason').toWellFormed(),
  }
}

/** Points are whole; money is read as people write it. Null for what is neither, or nothing. */
function amountIn({ unit, amount }: AdjustmentValues, currency: string): number | null {
  const read = unit === 'points' ? pointsIn(amount) : readAmount(amount, currency)
  return read === 0 ? null : read
}

function pointsIn(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

function errorsIn({ reason }: AdjustmentValues, amount: number | null): FieldErrors {
  const said = en.customers.account.problems
  return {
    ...(amount === null && { amount: said.amount }),
    ...((reason === '' || reason.length > REASON_MOST) && { reason: said.reason }),
  }
}

async function page(
  c: Context<AppEnv>,
  row: CustomerRow,
  typed: AdjustmentValues | null,
  errors: FieldErrors = {},
) {
  const telling = await tellingOf(c, row)
  // What this customer has is what is changed most; a brand without points is not asked for them first.
  const unit = UNITS.find((one) => telling.balances[one] !== undefined) ?? 'points'
  const values = typed ?? { unit, way: 'credit', amount: '', reason: '' }
  const adjusts = may(c.get('principal'), 'accounts:adjust')
  return c.html(
    <AccountPage
      frame={frameFor(c, c.get('principal'))}
      customer={{ id: row.id, name: nameOf(row) }}
      {...telling}
      adjusting={adjusts ? { values, commandKey: crypto.randomUUID() } : null}
      errors={errors}
      saved={c.req.query('saved') !== undefined}
    />,
    Object.keys(errors).length === 0 ? 200 : 422,
  )
}
