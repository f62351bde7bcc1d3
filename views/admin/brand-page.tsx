import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'
import { ClockFields, LookFields } from './brand-fields.tsx'
import { type BrandChoices, type BrandValues, CLOCK_FIELDS, LOOK_FIELDS } from './brand-values.ts'
import type { ColourView } from './colour-preview.tsx'
import type { FieldErrors } from './issue-values.ts'
import { Problems, titleWith } from './problems.tsx'
import { Saved } from './saved.tsx'
import { Changeable } from './settings-fields.tsx'

export interface BrandPageProps {
  readonly frame: Frame
  /** The version the form was filled in from. */
  readonly version: number
  readonly values: BrandValues
  readonly errors: FieldErrors
  readonly colour: ColourView
  readonly choices: BrandChoices
  readonly saved: boolean
  /** Whether the viewer may change anything here. */
  readonly mayChange: boolean
}

/** `/admin/settings/brand`. */
export function BrandPage(props: BrandPageProps) {
  const { frame, version, values, errors, choices, saved, mayChange } = props
  const words = frame.words.settings
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, words.brand.title, errors)}
      scripts={[frame.assets['brand.js'], frame.assets['picture.js']]}
      task={{ href: '/admin/settings', label: words.back }}
    >
      <form
        class="narrow-form"
        method="post"
        action="/admin/settings/brand"
        enctype="multipart/form-data"
        novalidate
      >
        <input type="hidden" name="version" value={`${version}`} />
        <div class="page-head">
          <div>
            <h1>{words.brand.title}</h1>
            <p class="lead">{words.brand.lead}</p>
          </div>
        </div>
        <Saved frame={frame} shown={saved} />
        <Problems frame={frame} errors={errors} fields={[...LOOK_FIELDS, ...CLOCK_FIELDS]} places={PLACES} />
        <Changeable frame={frame} may={mayChange}>
          <div class="stack form-gap">
            <h2>{words.brand.look}</h2>
            <LookFields {...props} />
            <Field
              id="email"
              label={words.brand.email}
              optional={frame.words.common.optional}
              hint={words.brand.emailHint}
              value={values.email}
              error={errors.email}
              attributes={{ type: 'email', inputmode: 'email', autocomplete: 'email' }}
            />
            <h2>{words.brand.clock}</h2>
            <ClockFields frame={frame} values={values} errors={errors} choices={choices} />
          </div>
          <SaveBar label={words.save} shown={mayChange} />
        </Changeable>
      </form>
    </Desk>
  )
}

/** A picture that is wrong leads to the field where another one is chosen. */
const PLACES = { logo_url: 'logo' }

/** The one button of a settings form, in reach of the thumb. */
export function SaveBar({ label, shown = true }: { label: string; shown?: boolean }) {
  if (!shown) return null
  return (
    <div class="sticky-act">
      <button type="submit" class="button button--primary button--wide">
        {label}
      </button>
    </div>
  )
}
