import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { isDismissible, nextStep, type SetupStep } from '../../src/checklist.ts'
import { may } from '../../src/permission.ts'
import { type BrandValues, CLOCK_FIELDS, LOOK_FIELDS } from '../../views/admin/brand-values.ts'
import type { FieldErrors } from '../../views/admin/issue-values.ts'
import type { StoreValues } from '../../views/admin/store-values.ts'
import {
  BrandStep,
  MoneyStep,
  StoreStep,
  WELCOME_STEPS,
  WelcomeDone,
  type WelcomeStep,
  WelcomeWaiting,
} from '../../views/admin/welcome-page.tsx'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import { brandFields } from '../api/brand.ts'
import { addStore, newStoreFields } from '../api/stores.ts'
import { isKey, sending } from '../command-id.ts'
import { changeDirectory, latestDirectory } from '../directory-change.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { refusePage } from '../refuse.tsx'
import { brandConflict } from './brand.tsx'
import { brandValues, colourView, readBrandForm } from './brand-form.ts'
import { brandChoices, zoneChoices } from './choices.ts'
import { readStoreForm, storeValues } from './store-form.ts'
import { PICTURE_FORM_BYTES_MOST } from './uploaded-picture.ts'
import { versionOf } from './version-field.ts'

/** /admin/welcome: the first run, a question a page. What was answered is kept, so it goes on wherever it was left. */
export const welcome = new Hono<AppEnv>()

/** Until somebody has said whose this is, every page of the desk leads to where that is said. */
export const setUpFirst = createMiddleware<AppEnv>(async (c, next) => {
  const asks = c.req.method === 'GET' && !c.req.path.startsWith('/admin/welcome')
  return asks && c.get('directory').version === 0 ? c.redirect('/admin/welcome', 303) : next()
})

welcome.get('/', allow('settings:read'), async (c) => {
  const frame = frameFor(c, c.get('principal'))
  if (!may(c.get('principal'), 'settings:write')) return c.html(<WelcomeWaiting frame={frame} />)
  const { settled } = await latestDirectory(c)
  const asked = WELCOME_STEPS.find((step) => step === c.req.query('step'))
  const next = asked ?? stepOf(nextStep(settled))
  return next === null
    ? c.html(<WelcomeDone frame={frameFor(c, c.get('principal'))} />)
    : stepPage(c, next, {})
})

welcome.post('/brand', allow('settings:write'), (c) =>
  brandStep(c, { step: 'brand', fields: LOOK, settles: 'welcome_brand' }),
)

welcome.post('/money', allow('settings:write'), (c) =>
  brandStep(c, { step: 'money', fields: CLOCK_FIELDS, settles: 'welcome_money' }),
)

welcome.post('/store', allow('settings:write'), async (c) => {
  const form = await readForm(c, PICTURE_FORM_BYTES_MOST)
  if (form === null) return refusePage(c, 413)
  const key = form.text('idempotency_key')
  if (!isKey(key)) return refusePage(c, 400)
  if (form.text('none') !== '') {
    await changeDirectory(c, { kind: 'settled', settles: ['welcome_store'] })
    return c.redirect('/admin/welcome', 303)
  }
  await latestDirectory(c)
  const { values: store, errors, request } = await readStoreForm(c, form)
  if (request === null) return stepPage(c, 'store', { store, errors, key })
  const command = sending(c, key, ['store', request])
  const added = await addStore(c, command, newStoreFields(c, request), { settles: ['welcome_store'] })
  if (added.kind === 'key_reused') return refusePage(c, 422)
  if (added.kind !== 'refused') return c.redirect('/admin/welcome', 303)
  return stepPage(c, 'store', { store, errors: { name: en.settings.stores.full }, key })
})

welcome.post('/tasks/:task/dismissals', allow('settings:write'), async (c) => {
  const task = c.req.param('task')
  if (!isDismissible(task)) return refusePage(c, 404)
  await changeDirectory(c, { kind: 'settled', settles: [task] })
  return c.redirect('/admin', 303)
})

/** The first run does not ask for everything that settings do. */
const LOOK = LOOK_FIELDS.filter((field) => field !== 'email')

interface Asked {
  readonly step: 'brand' | 'money'
  readonly fields: readonly (keyof BrandValues)[]
  readonly settles: SetupStep
}

async function brandStep(c: Context<AppEnv>, { step, fields, settles }: Asked): Promise<Response> {
  const form = await readForm(c, PICTURE_FORM_BYTES_MOST)
  if (form === null) return refusePage(c, 413)
  const version = versionOf(form)
  if (version === null) return refusePage(c, 400)
  await latestDirectory(c)
  const { values, request, errors } = await readBrandForm(c, form, fields)
  if (Object.keys(errors).length > 0) return stepPage(c, step, { values, errors, version })
  const change = { kind: 'brand', version, fields: brandFields(request), settles: [settles] } as const
  const changed = await changeDirectory(c, change)
  if (changed.kind !== 'refused') return c.redirect('/admin/welcome', 303)
  return changed.reason === 'version_conflict'
    ? brandConflict(c, { values, action: '/admin/settings/brand', current: `/admin/welcome?step=${step}` })
    : refusePage(c, 422)
}

interface Typed {
  readonly values?: BrandValues
  readonly store?: StoreValues
  readonly errors?: FieldErrors
  readonly version?: number
  readonly key?: string
}

/** A step as it stands, or with what was typed and how to mend it. */
function stepPage(c: Context<AppEnv>, step: WelcomeStep, typed: Typed): Response | Promise<Response> {
  const frame = frameFor(c, c.get('principal'))
  const { brand, stores, settled } = c.get('directory')
  const { values = firstValues(c), errors = {}, version = brand.version, key = crypto.randomUUID() } = typed
  const status = typed.errors === undefined ? 200 : 422
  switch (step) {
    case 'brand': {
      const colour = colourView(values.colour, brand.colour)
      return c.html(<BrandStep {...{ frame, version, values, errors, colour }} />, status)
    }
    case 'money': {
      const choices = brandChoices(values)
      // Nobody's choice is overruled: a zone is proposed only before one was said.
      const detect = !settled.includes('welcome_money') && typed.values === undefined
      return c.html(<MoneyStep {...{ frame, version, values, errors, choices, detect }} />, status)
    }
    case 'store': {
      const store = typed.store ?? storeValues(null, brand.zone)
      const present = stores.filter(({ state }) => state !== 'archived').map(({ name }) => name)
      const zones = zoneChoices(store.zone)
      return c.html(
        <StoreStep
          {...{ frame, commandKey: key, values: store, errors, zones, present: present.slice(0, 5) }}
        />,
        status,
      )
    }
  }
}

/** Before anything is said the name is empty: nobody's brand is called like the product. */
function firstValues(c: Context<AppEnv>): BrandValues {
  const { brand } = c.get('directory')
  const values = brandValues(brand)
  return brand.version === 0 ? { ...values, name: '' } : values
}

function stepOf(step: SetupStep | null): WelcomeStep | null {
  return WELCOME_STEPS.find((one) => step === `welcome_${one}`) ?? null
}
