import { type Context, Hono } from 'hono'
import { may } from '../../src/permission.ts'
import { ConflictPage } from '../../views/admin/conflict.tsx'
import { EarningPage, type EarningValues, earningFields } from '../../views/admin/earning-page.tsx'
import type { FieldErrors } from '../../views/admin/issue-values.ts'
import { en } from '../../views/words/en.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { plansOffered } from '../library/customer-plans.ts'
import { EARNING, earningIn } from '../library/earning.ts'
import { changeSetting } from '../library/settings.ts'
import { refusePage } from '../refuse.tsx'
import { choicesIn, type EarningChoices, earningFrom, valuesOf } from './earning-form.ts'
import { versionOf } from './version-field.ts'

/** /admin/settings/earning: what purchases earn. */
export const earningPages = new Hono<AppEnv>()

const PATH = '/admin/settings/earning'

earningPages.get('/', allow('settings:read'), async (c) => {
  const { version, values, choices } = await standing(c)
  return page(c, version, values, choices, {})
})

earningPages.post('/', allow('settings:write'), async (c) => {
  const form = await readForm(c)
  const version = form && versionOf(form)
  if (form === null || version === null) return refusePage(c, 400)
  const { choices, earning } = await standing(c)
  const frame = frameFor(c, c.get('principal'))
  const fields = earningFields({ frame, ...choices }).map(({ id }) => id)
  const values = Object.fromEntries(fields.map((field) => [field, form.text(field)]))
  const read = earningFrom(values, choices, earning)
  if ('errors' in read) return page(c, version, values, choices, read.errors)
  const act = { ...actorOf(c), at: c.get('now') }
  const written = await changeSetting(c.env.DB, EARNING, { version, value: read.earning }, act)
  return written === null ? conflict(c, values) : c.redirect(`${PATH}?saved`, 303)
})

async function standing(c: Context<AppEnv>) {
  const [{ version, earning }, plans] = await Promise.all([earningIn(c.env.DB), plansOffered(c.env.DB)])
  const choices = choicesIn(c.get('directory'), plans, earning)
  return { version, earning, values: valuesOf(earning, choices.currency), choices }
}

function page(
  c: Context<AppEnv>,
  version: number,
  values: EarningValues,
  choices: EarningChoices,
  errors: FieldErrors,
) {
  return c.html(
    <EarningPage
      frame={frameFor(c, c.get('principal'))}
      changes={may(c.get('principal'), 'settings:write')}
      version={version}
      values={values}
      errors={errors}
      saved={c.req.query('saved') !== undefined}
      {...choices}
    />,
    Object.keys(errors).length === 0 ? 200 : 422,
  )
}

async function conflict(c: Context<AppEnv>, values: EarningValues): Promise<Response> {
  const { version, values: theirs, choices } = await standing(c)
  const frame = frameFor(c, c.get('principal'))
  const fields = earningFields({ frame, ...choices })
  return c.html(
    <ConflictPage
      frame={frame}
      title={en.settings.conflict.title}
      action={PATH}
      fields={fields.map(({ id }) => [id, values[id] ?? ''] as const)}
      version={version}
      rows={fields.map(({ id, label }) => ({ label, yours: values[id] ?? '', theirs: theirs[id] ?? '' }))}
      current={PATH}
    />,
    412,
  )
}
