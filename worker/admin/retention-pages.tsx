import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { may } from '../../src/permission.ts'
import { type Retention, retentionSchema } from '../../src/retention.ts'
import { ConflictPage } from '../../views/admin/conflict.tsx'
import type { FieldErrors } from '../../views/admin/issue-values.ts'
import { RETAINED, RetentionPage, type RetentionValues } from '../../views/admin/retention-page.tsx'
import { en } from '../../views/words/en.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { RETENTION, retentionIn } from '../library/audit-retention.ts'
import { changeSetting } from '../library/settings.ts'
import { refusePage } from '../refuse.tsx'
import { versionOf } from './version-field.ts'

/** /admin/settings/retention: how long things about people are to be kept. */
export const retentionPages = new Hono<AppEnv>()

const PATH = '/admin/settings/retention'

retentionPages.get('/', allow('settings:read'), async (c) => {
  const { version, values } = await standing(c)
  return page(c, version, values, {})
})

retentionPages.post('/', allow('settings:write'), async (c) => {
  const form = await readForm(c)
  const version = form && versionOf(form)
  if (form === null || version === null) return refusePage(c, 400)
  const values: RetentionValues = { audits: form.text('audits') }
  const months = RETAINED.map((what) => [what, monthsOf(values[what])])
  const read = z.safeParse(retentionSchema, Object.fromEntries(months))
  if (!read.success) {
    const fields = read.error.issues.map(({ path }) => String(path[0]))
    const errors = Object.fromEntries(fields.map((field) => [field, en.admin.retention.problem]))
    return page(c, version, values, errors)
  }
  const act = { ...actorOf(c), at: c.get('now') }
  const written = await changeSetting(c.env.DB, RETENTION, { version, value: read.data }, act)
  return written === null ? conflict(c, values) : c.redirect(`${PATH}?saved`, 303)
})

async function standing(c: Context<AppEnv>): Promise<{ version: number; values: RetentionValues }> {
  const { version, retention } = await retentionIn(c.env.DB)
  return { version, values: valuesOf(retention) }
}

function page(c: Context<AppEnv>, version: number, values: RetentionValues, errors: FieldErrors) {
  return c.html(
    <RetentionPage
      frame={frameFor(c, c.get('principal'))}
      changes={may(c.get('principal'), 'settings:write')}
      version={version}
      values={values}
      errors={errors}
      saved={c.req.query('saved') !== undefined}
    />,
    Object.keys(errors).length === 0 ? 200 : 422,
  )
}

async function conflict(c: Context<AppEnv>, values: RetentionValues): Promise<Response> {
  const { version, values: theirs } = await standing(c)
  return c.html(
    <ConflictPage
      frame={frameFor(c, c.get('principal'))}
      title={en.settings.conflict.title}
      action={PATH}
      fields={RETAINED.map((what) => [what, values[what]] as const)}
      version={version}
      rows={RETAINED.map((what) => ({
        label: `${en.admin.retention[what]}, ${en.admin.retention.unit}`,
        yours: values[what],
        theirs: theirs[what],
      }))}
      current={PATH}
    />,
    412,
  )
}

/** Anything that is no whole number is wrong, not endless. */
function monthsOf(text: string): number | null {
  if (text === '') return null
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
}

function valuesOf({ audits }: Retention): RetentionValues {
  return { audits: audits === null ? '' : String(audits) }
}
