import { type Context, Hono } from 'hono'
import type { Left } from '../../src/goodwill.ts'
import { isVoucherId } from '../../src/id.ts'
import type { Refusal } from '../../src/refusal.ts'
import { CustomerResults } from '../../views/admin/customer-results.tsx'
import { IssuePage } from '../../views/admin/issue-page.tsx'
import { IssuePreview } from '../../views/admin/issue-preview.tsx'
import { type FieldErrors, ISSUE_DEFAULTS, type IssueValues } from '../../views/admin/issue-values.ts'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import { isKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { explain } from '../explain.ts'
import { type Form, readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { issueWithinBudget } from '../goodwill.ts'
import { rationRefused } from '../guarded.ts'
import { imageExists, storeImage } from '../images.ts'
import { holderFor, survivorById } from '../library/customers.ts'
import { type Reason, reasonsOffered } from '../library/goodwill-reasons.ts'
import { recentTitles } from '../library/voucher-list.ts'
import { placeOf } from '../place.ts'
import { isWithin, reachFor } from '../reach.ts'
import { refusePage } from '../refuse.tsx'
import { voucherStub } from '../stubs.ts'
import { askFor } from './ask-approval.ts'
import { chosenView } from './customers/view.ts'
import { valuesLike } from './issue-again.ts'
import { issueValues, readIssueForm } from './issue-form.ts'
import { previewOf } from './issue-preview.ts'
import { peopleFound } from './people-found.ts'

/** /admin/issue: a voucher by hand, on a phone, in twenty seconds. */
export const issuing = new Hono<AppEnv>()

/** A picture of 10 MB and the rest of the form. */
const FORM_BYTES_MOST = 10 * 1024 * 1024 + 65_536

issuing.get('/', allow('vouchers:issue'), async (c) => {
  const again = c.req.query('again')
  const values = again === undefined ? ISSUE_DEFAULTS : await valuesOf(c, again)
  return page(c, { values, customer: c.req.query('customer_id') ?? '', key: crypto.randomUUID() })
})

// Whoever may issue may say for whom.
issuing.get('/customers', allow('vouchers:issue'), async (c) => {
  const q = (c.req.query('q') ?? '').slice(0, 120).toWellFormed()
  return c.html(
    <CustomerResults frame={frameFor(c, c.get('principal'))} q={q} customers={await peopleFound(c, q)} />,
  )
})

issuing.post('/preview', allow('vouchers:issue'), async (c) => {
  const form = await readForm(c)
  if (form === null) return refusePage(c, 400)
  const values = issueValues(form)
  const customer = await survivorById(c.env.DB, form.text('customer_id'))
  return c.html(
    <IssuePreview
      frame={frameFor(c, c.get('principal'))}
      {...previewOf(c, values, customer && chosenView(customer).name)}
    />,
  )
})

issuing.post('/', allow('vouchers:issue'), async (c) => {
  const form = await readForm(c, FORM_BYTES_MOST)
  if (form === null) return refusePage(c, 413)
  const key = form.text('idempotency_key')
  const customer = form.text('search') === 'change' ? '' : form.text('customer_id')
  if (!isKey(key)) return refusePage(c, 400)
  const picture = await pictureOf(c, form)
  const values = { ...issueValues(form), ...(picture.url !== null && { image_url: picture.url }) }
  if (form.text('search') !== '') return page(c, { values, customer, key, searched: true })
  const reading = readIssueForm(values, customer, c.get('directory'))
  const reasons = await reasonsOffered(c.env.DB)
  const errors = {
    ...(reading.kind === 'wrong' && reading.errors),
    ...picture.errors,
    ...reasonErrors(values, reasons),
    ...(await absences(c, values, customer)),
  }
  if (reading.kind === 'wrong' || Object.keys(errors).length > 0)
    return page(c, { values, customer, key, errors }, 422)
  const place = placeOf(c, null)
  if (place === null) return refusePage(c, 403)
  const holder = customer === '' ? null : await holderFor(c.env.DB, customer)
  if (form.text('ask') === 'approval') return askFor(c, key, place, reading.request)
  const issuing = sending(c, key, ['issue', reading.request])
  const result = await issueWithinBudget(c, issuing, place, { ...reading.issuing, customer: holder })
  // Nothing was decided by a voucher: the same command may be sent again, once there is room for it.
  if (result.kind === 'over') return page(c, { values, customer, key, over: result.left }, 409)
  const { answer } = result
  if (answer === null) return refusePage(c, 503)
  const { outcome } = answer
  if (outcome.kind === 'accepted') return c.redirect(`/admin/vouchers/${outcome.voucher.id}/handover`, 303)
  // The refused key is spent on what it asked for; the mended form is another command.
  return page(
    c,
    { values, customer, key: crypto.randomUUID(), errors: refusalErrors(c, values, outcome.refusals[0]) },
    422,
  )
})

interface Shown {
  readonly values: IssueValues
  readonly customer: string
  readonly key: string
  readonly errors?: FieldErrors
  /** A search without scripts was asked for. */
  readonly searched?: boolean
  /** What is left of the budget this voucher is above. */
  readonly over?: Left | null
}

async function page(c: Context<AppEnv>, shown: Shown, status: 200 | 409 | 422 = 200): Promise<Response> {
  const { values, customer: id, key, errors = {}, searched = false, over = null } = shown
  const [customer, people, reasons, titles] = await Promise.all([
    id === '' ? null : survivorById(c.env.DB, id),
    searched ? peopleFound(c, values.q) : null,
    reasonsOffered(c.env.DB),
    // Chips to pick from: without them a voucher can still be issued, even while the library is closed.
    recentTitles(c.env.DB, reachFor(c, 'redemptions:create')).catch(() => []),
  ])
  const chosen = customer && chosenView(customer)
  return c.html(
    <IssuePage
      frame={frameFor(c, c.get('principal'))}
      commandKey={key}
      values={values}
      errors={errors}
      customer={chosen}
      found={people}
      recentTitles={titles}
      stores={c.get('directory').stores.filter(({ state }) => state !== 'archived')}
      preview={previewOf(c, values, chosen?.name ?? null)}
      reasons={reasons}
      over={over}
    />,
    status,
  )
}

/** The picture that came with the form, stored, or what is wrong with it. */
async function pictureOf(
  c: Context<AppEnv>,
  form: Form,
): Promise<{ url: string | null; errors: FieldErrors }> {
  const file = form.file('image')
  if (file === null) return { url: null, errors: {} }
  if ((await rationRefused(c, 'upload')) !== null)
    return { url: null, errors: { image: en.pictures.tooMany } }
  const upload = await storeImage(c.env, new Uint8Array(await file.arrayBuffer()))
  if (upload.kind === 'stored') return { url: upload.image.url, errors: {} }
  const { formUnsupported, tooLarge } = en.pictures
  return {
    url: null,
    errors: { image: upload.reason === 'image_too_large' ? tooLarge : formUnsupported(upload.looksLike) },
  }
}

/** What the form names and is not there: a customer, a picture. */
async function absences(
  c: Context<AppEnv>,
  { image_url, q }: IssueValues,
  customer: string,
): Promise<FieldErrors> {
  const said = en.admin.issue.problems
  const gone = image_url !== '' && !(await imageExists(c.env, image_url))
  const known = customer === '' || (await holderFor(c.env.DB, customer)) !== null
  return {
    ...(gone && { image_url: said.imageGone }),
    ...(!known && { customer_id: said.customerUnknown }),
    ...(customer === '' && q !== '' && { customer_id: said.customerNotChosen }),
  }
}

/** A reason that is none of those offered, or was archived while the form was open. */
function reasonErrors({ reason }: IssueValues, offered: readonly Reason[]): FieldErrors {
  const known = reason === '' || offered.some(({ word }) => word === reason)
  return known ? {} : { reason: en.admin.issue.problems.reason }
}

function refusalErrors(c: Context<AppEnv>, values: IssueValues, refusal: Refusal): FieldErrors {
  const said = en.admin.issue.problems
  if (refusal.reason === 'code_taken') return { code: said.codeTaken }
  const { display } = frameFor(c, null)
  const { zone } = c.get('directory').brand
  if (refusal.reason === 'validity_in_past') {
    return values.validity_kind === 'fixed_date'
      ? { date: said.datePast(display.date(c.get('now'), zone)) }
      : { time: said.timePast(display.time(c.get('now'), zone)) }
  }
  return { title: explain(c, refusal) }
}

/** The form filled in like an earlier voucher, for one more of the same. */
async function valuesOf(c: Context<AppEnv>, id: string): Promise<IssueValues> {
  const reading = isVoucherId(id) ? await voucherStub(c.env, id).read() : null
  if (reading === null) return ISSUE_DEFAULTS
  const own = reading.voucher.issuedBy.by === c.get('principal').id
  return own || isWithin(c, 'vouchers:read', reading.voucher)
    ? valuesLike(reading.voucher, reading.words)
    : ISSUE_DEFAULTS
}
