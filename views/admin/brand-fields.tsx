import { describedBy, Field, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { PictureField } from '../picture-field.tsx'
import type { BrandChoices, BrandValues } from './brand-values.ts'
import { ColourPreview, type ColourView } from './colour-preview.tsx'
import type { FieldErrors } from './issue-values.ts'
import { ChoiceField, ZoneField } from './settings-fields.tsx'

interface LookProps {
  readonly frame: Frame
  readonly values: BrandValues
  readonly errors: FieldErrors
  readonly colour: ColourView
}

/** Name, line, colour and logo. */
export function LookFields({ frame, values, errors, colour }: LookProps) {
  const words = frame.words.settings.brand
  const { optional } = frame.words.common
  return (
    <>
      <Field
        id="name"
        label={words.name}
        value={values.name}
        error={errors.name}
        attributes={{ autocomplete: 'organization', autocapitalize: 'words', required: true }}
      />
      <Field
        id="line"
        label={words.line}
        optional={optional}
        hint={words.lineHint}
        value={values.line}
        error={errors.line}
        attributes={{ autocomplete: 'off' }}
      />
      <ColourField frame={frame} value={values.colour} error={errors.colour} />
      <ColourPreview frame={frame} view={colour} />
      <PictureField
        frame={frame}
        id="logo"
        use="logo"
        label={words.logo}
        url={values.logo_url}
        error={errors.logo ?? errors.logo_url}
      />
    </>
  )
}

/** A colour as people copy it; beside it, where a script can join the two, the browser's own picker. */
function ColourField({ frame, value, error }: { frame: Frame; value: string; error: string | undefined }) {
  const words = frame.words.settings.brand
  const field = { id: 'colour', label: words.colour, hint: words.colourHint, error }
  return (
    <FieldFrame {...field}>
      <div class="beside">
        <input
          class="input"
          id="colour"
          name="colour"
          value={value}
          autocomplete="off"
          spellcheck={false}
          dir="ltr"
          {...describedBy(field)}
        />
        <input
          class="input colour-picker with-script"
          type="color"
          id="colour-picker"
          aria-label={words.pick}
          value={/^#[0-9a-f]{6}$/.test(value) ? value : '#000000'}
        />
      </div>
    </FieldFrame>
  )
}

interface ClockProps {
  readonly frame: Frame
  readonly values: BrandValues
  readonly errors: FieldErrors
  readonly choices: BrandChoices
  /** Whether the browser's own zone is proposed. */
  readonly detect?: boolean
}

/** Zone, currency and language. */
export function ClockFields({ frame, values, errors, choices, detect = false }: ClockProps) {
  const words = frame.words.settings.brand
  return (
    <>
      <ZoneField
        id="zone"
        label={words.zone}
        hint={words.zoneHint}
        value={values.zone}
        error={errors.zone}
        zones={choices.zones}
        {...(detect && { found: words.zoneFound })}
      />
      <ChoiceField
        id="currency"
        label={words.currency}
        hint={words.currencyHint}
        value={values.currency}
        error={errors.currency}
        options={choices.currencies}
      />
      <ChoiceField
        id="locale"
        label={words.locale}
        hint={words.localeHint}
        value={values.locale}
        error={errors.locale}
        options={choices.locales}
      />
    </>
  )
}
