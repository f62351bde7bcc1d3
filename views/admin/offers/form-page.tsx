import type { Child } from 'hono/jsx'
import { describedBy, Field, FieldFrame, TextField } from '../../field.tsx'
import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk } from '../../layout.tsx'
import { Note } from '../../note.tsx'
import { PictureField } from '../../picture-field.tsx'
import { IssueBenefit } from '../issue-benefit.tsx'
import type { FieldErrors } from '../issue-values.ts'
import { AmountField, currencySign } from '../money-field.tsx'
import { Problems, titleWith, Wrong } from '../problems.tsx'
import { optionsOf, Segments } from '../segments.tsx'
import { Details, Limits, When, Where, Who } from './form-sections.tsx'
import { type OfferPreviewProps, PreviewedOffer } from './preview.tsx'
import { COSTS, OFFER_FIELDS, type OfferChoices, type OfferValues, SECTIONS, type Section } from './values.ts'
import { VoucherSection } from './voucher-section.tsx'
import { WaySection } from './way-section.tsx'

export interface OfferFormProps {
  readonly frame: Frame
  readonly values: OfferValues
  readonly errors: FieldErrors
  readonly choices: OfferChoices
  readonly preview: Omit<OfferPreviewProps, 'frame'>
  /** What is edited, as of which version; null makes a new one. */
  readonly offer: {
    readonly id: string
    readonly version: number
    readonly name: string
    readonly published: boolean
  } | null
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
  /** Said on top: that it is a copy. */
  readonly remark: string | null
}

const PLACES = { image_url: 'image' }
const FIELDS = "target:':not(#image):not(#image_camera)'"
const PREVIEW_TRIGGER = `input from:'closest form' ${FIELDS} delay:300ms, change from:'closest form' ${FIELDS} delay:300ms`

/** The form of an offer: the promise and what it costs, the rest in folds that say what is in them. */
export function OfferFormPage(props: OfferFormProps) {
  const { frame, errors, offer, commandKey, preview, remark } = props
  const words = frame.words.offerForm
  const title = offer === null ? words.newTitle : words.editTitle(offer.name)
  const exit = offer === null ? '/admin/offers' : `/admin/offers/${offer.id}`
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, title, errors)}
      htmx
      scripts={[frame.assets['offer.js']]}
      task={{ href: exit, label: frame.words.admin.cancel }}
    >
      <form class="issue" id="offer" method="post" action={exit} enctype="multipart/form-data" novalidate>
        {offer === null ? (
          <input type="hidden" name="idempotency_key" value={commandKey} />
        ) : (
          <input type="hidden" name="version" value={`${offer.version}`} />
        )}
        <div class="page-head">
          <h1>{title}</h1>
        </div>
        <Problems frame={frame} errors={errors} fields={OFFER_FIELDS} places={PLACES} />
        {remark !== null && <Note icon="copy">{remark}</Note>}
        {offer?.published === true && <Note>{frame.words.adminOffers.changes}</Note>}
        <div class="split form-split">
          <Fields {...props} />
          <aside
            class="stack preview"
            id="preview"
            aria-label={words.preview}
            hx-post={offer === null ? '/admin/offers/preview' : `/admin/offers/preview?of=${offer.id}`}
            hx-trigger={PREVIEW_TRIGGER}
            hx-sync="this:replace"
            hx-encoding="application/x-www-form-urlencoded"
          >
            <PreviewedOffer frame={frame} offer={preview.offer} />
          </aside>
        </div>
        <div class="sticky-act">
          <button
            type="submit"
            class="button button--primary button--wide"
            data-act="generate"
            data-working={words.saving}
          >
            {offer === null ? words.saveDraft : words.save}
          </button>
        </div>
      </form>
    </Desk>
  )
}

function Fields(props: OfferFormProps) {
  const { frame, values, errors, preview } = props
  const words = frame.words.offerForm
  return (
    <div class="stack stack--loose">
      <Name {...props} />
      <IssueBenefit frame={frame} values={values} errors={errors} />
      <TextField
        id="description"
        label={words.description}
        optional={frame.words.common.optional}
        hint={words.descriptionHint}
        error={errors.description}
        value={values.description}
        attributes={{ rows: 2 }}
      />
      <PictureField
        frame={frame}
        id="image"
        use="offer"
        label={words.picture}
        url={values.image_url}
        error={errors.image ?? errors.image_url}
      />
      <WaySection frame={frame} values={values} errors={errors} />
      <Cost {...props} />
      <div>
        <Fold {...props} section="voucher" title={words.voucher}>
          <VoucherSection frame={frame} values={values} errors={errors} sentence={preview.sentence} />
        </Fold>
        <Fold {...props} section="who" title={words.who}>
          <Who {...props} />
        </Fold>
        <Fold {...props} section="when" title={words.when}>
          <When {...props} />
        </Fold>
        <Fold {...props} section="where" title={words.where}>
          <Where {...props} />
        </Fold>
        <Fold {...props} section="limits" title={words.limits}>
          <Limits {...props} />
        </Fold>
        <Fold {...props} section="details" title={words.details}>
          <Details {...props} />
        </Fold>
      </div>
    </div>
  )
}

/** A part of the form, folded; open where something in it has to be repaired. */
function Fold({
  frame,
  errors,
  section,
  title,
  children,
}: OfferFormProps & { section: Section; title: string; children?: Child }) {
  const wrong = SECTIONS[section].some((name) => errors[name] !== undefined)
  return (
    <details class="fold fold--form" id={`fold-${section}`} open={wrong}>
      <summary>
        <span>
          {title}
          <span class="small quiet gist">{frame.words.offerForm.gists[section]}</span>
        </span>
        <Icon name="down" />
      </summary>
      <div class="stack form-gap">{children}</div>
    </details>
  )
}

function Name({ frame, values, errors }: OfferFormProps) {
  const words = frame.words.offerForm
  const field = { id: 'name', label: words.name, hint: words.nameHint, error: errors.name }
  return (
    <FieldFrame {...field}>
      <input
        class="input promise"
        id="name"
        name="name"
        value={values.name}
        autocomplete="off"
        enterkeyhint="done"
        required
        {...describedBy(field)}
      />
    </FieldFrame>
  )
}

function Cost({ frame, values, errors }: OfferFormProps) {
  const words = frame.words.offerForm
  return (
    <fieldset class="stack stack--tight switch unless-given">
      <legend class="legend">{words.cost}</legend>
      <Wrong error={errors.cost_kind} />
      <Segments
        name="cost_kind"
        value={values.cost_kind}
        options={optionsOf(COSTS, words.costs)}
        invalid={errors.cost_kind !== undefined}
      />
      <div class="when when-points">
        <Field
          id="required_points"
          label={words.points}
          value={values.required_points}
          error={errors.required_points}
          attributes={{ inputmode: 'numeric', autocomplete: 'off' }}
        />
      </div>
      <div class="when when-cashback when-balance">
        <AmountField
          id="required_sum"
          label={words.sum}
          value={values.required_sum}
          unit={currencySign(frame)}
          error={errors.required_sum}
        />
      </div>
    </fieldset>
  )
}
