import { type Context, Hono } from 'hono'
import { BLANK_OFFER, type OfferFacts } from '../../../src/offer.ts'
import { isEditable } from '../../../src/offer-state.ts'
import { OFFER_TEMPLATES, templateDraft } from '../../../src/offer-template.ts'
import type { FieldErrors } from '../../../views/admin/issue-values.ts'
import { BeginPage } from '../../../views/admin/offers/begin-page.tsx'
import { OfferFormPage } from '../../../views/admin/offers/form-page.tsx'
import { OfferPreview } from '../../../views/admin/offers/preview.tsx'
import type { OfferValues } from '../../../views/admin/offers/values.ts'
import { en } from '../../../views/words/en.ts'
import { allow } from '../../allow.ts'
import { isKey, sending } from '../../command-id.ts'
import type { AppEnv } from '../../env.ts'
import { type Form, readForm } from '../../form.ts'
import { frameFor } from '../../frame.ts'
import { type KnownOffer, offerAsked } from '../../library/offers.ts'
import { draftOffer, reviseOffer } from '../../offer-acts.ts'
import { refusePage } from '../../refuse.tsx'
import { PICTURE_FORM_BYTES_MOST, uploadedPicture } from '../uploaded-picture.ts'
import { versionOf } from '../version-field.ts'
import { offerConflict } from './conflict.tsx'
import { currencyIn, offerValues, readOfferForm, valuesIn } from './form.ts'
import { previewOf } from './preview.ts'
import { refusalErrors, schemaErrors } from './problems.ts'
import { offerChoices } from './view.ts'

/** /admin/offers/new and …/edit: the form of an offer. */
export const offerForms = new Hono<AppEnv>()

offerForms.get('/new', allow('offers:write'), (c) => {
  const asked = c.req.query('template')
  if (asked === undefined)
    return c.html(<BeginPage frame={frameFor(c, c.get('principal'))} templates={OFFER_TEMPLATES} />)
  const template = OFFER_TEMPLATES.find((one) => one === asked)
  const { currency } = c.get('directory').brand
  const facts =
    template === undefined ? BLANK_OFFER : templateDraft(template, en.offerForm.templates[template], currency)
  return page(c, { offer: null, values: filledIn(c, facts) })
})

offerForms.post('/preview', allow('offers:write'), async (c) => {
  const form = await readForm(c)
  if (form === null) return refusePage(c, 400)
  const offer = await offerAsked(c.env.DB, c.req.query('of') ?? '')
  const preview = await previewOf(c, offerValues(form), offer?.facts ?? BLANK_OFFER)
  return c.html(<OfferPreview frame={frameFor(c, c.get('principal'))} {...preview} />)
})

offerForms.post('/', allow('offers:write'), async (c) => {
  const form = await readForm(c, PICTURE_FORM_BYTES_MOST)
  if (form === null) return refusePage(c, 413)
  const key = form.text('idempotency_key')
  if (!isKey(key)) return refusePage(c, 400)
  const typed = await typedIn(c, form, BLANK_OFFER)
  if (typed.facts === null) return page(c, { offer: null, key, ...typed })
  const drafted = await draftOffer(c, sending(c, key, ['offer', typed.facts]), typed.facts)
  if (drafted.kind === 'created' || drafted.kind === 'replayed')
    return c.redirect(`/admin/offers/${drafted.offer.id}?done=drafted`, 303)
  const errors = refusalErrors(typed.values, drafted)
  return errors === null ? refusePage(c, 422) : page(c, { offer: null, key, values: typed.values, errors })
})

offerForms.get('/:offer/edit', allow('offers:write'), async (c) => {
  const offer = await offerAsked(c.env.DB, c.req.param('offer'))
  if (offer === null) return refusePage(c, 404)
  if (!isEditable(offer)) return c.redirect(`/admin/offers/${offer.id}`, 303)
  const remark = c.req.query('copied') === undefined ? null : en.adminOffers.copied
  return page(c, { offer, values: filledIn(c, offer.facts), remark })
})

offerForms.post('/:offer', allow('offers:write'), async (c) => {
  const offer = await offerAsked(c.env.DB, c.req.param('offer'))
  if (offer === null) return refusePage(c, 404)
  const form = await readForm(c, PICTURE_FORM_BYTES_MOST)
  if (form === null) return refusePage(c, 413)
  const version = versionOf(form)
  if (version === null) return refusePage(c, 400)
  const typed = await typedIn(c, form, offer.facts)
  if (offer.version !== version) return offerConflict(c, offer, typed.values)
  if (typed.facts === null) return page(c, { offer, ...typed })
  const revised = await reviseOffer(c, offer, typed.facts)
  if (revised.kind === 'changed') return c.redirect(`/admin/offers/${offer.id}?done=saved`, 303)
  if (revised.kind === 'stale') return offerConflict(c, revised.offer, typed.values)
  const errors = revised.kind === 'replayed' ? null : refusalErrors(typed.values, revised)
  // Ended meanwhile: its page says so.
  if (errors === null) return c.redirect(`/admin/offers/${offer.id}`, 303)
  return page(c, { offer, values: typed.values, errors })
})

function filledIn(c: Context<AppEnv>, facts: OfferFacts): OfferValues {
  const { zone, currency } = c.get('directory').brand
  return valuesIn(facts, { zone, currency })
}

/** What was typed, with the picture that came along; `facts` null where something in it is wrong. */
async function typedIn(
  c: Context<AppEnv>,
  form: Form,
  before: OfferFacts,
): Promise<{
  readonly values: OfferValues
  readonly facts: OfferFacts | null
  readonly errors: FieldErrors
}> {
  const { zone, currency } = c.get('directory').brand
  const picture = await uploadedPicture(c, form, { file: 'image', url: 'image_url' })
  const values = { ...offerValues(form), ...(picture.kind === 'good' && { image_url: picture.url }) }
  const read = readOfferForm(values, { zone, currency, before })
  const errors = {
    ...('paths' in read && schemaErrors(values, read.paths)),
    ...(picture.kind === 'wrong' && { image: PICTURE_PROBLEM[picture.what] }),
  }
  return { values, errors, facts: 'facts' in read && Object.keys(errors).length === 0 ? read.facts : null }
}

const PICTURE_PROBLEM = {
  unreadable: en.pictures.formUnsupported(null),
  gone: en.admin.issue.problems.imageGone,
  too_many: en.pictures.tooMany,
} as const

interface Shown {
  readonly offer: KnownOffer | null
  readonly values: OfferValues
  readonly errors?: FieldErrors
  readonly key?: string
  readonly remark?: string | null
}

async function page(c: Context<AppEnv>, shown: Shown): Promise<Response> {
  const { offer, values, errors = {}, key = crypto.randomUUID(), remark = null } = shown
  const before = offer?.facts ?? BLANK_OFFER
  const frame = frameFor(c, c.get('principal'))
  const [choices, preview] = await Promise.all([offerChoices(c, before), previewOf(c, values, before)])
  // Its sums stay in the money they were said in.
  const brand = { ...frame.brand, currency: currencyIn(before, frame.brand.currency) }
  return c.html(
    <OfferFormPage
      frame={{ ...frame, brand }}
      values={values}
      errors={errors}
      choices={choices}
      preview={preview}
      offer={
        offer && {
          id: offer.id,
          version: offer.version,
          name: offer.facts.name,
          published: offer.publishedAt !== null,
        }
      }
      commandKey={key}
      remark={remark}
    />,
    Object.keys(errors).length === 0 ? 200 : 422,
  )
}
