import { describedBy, Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { PictureField } from '../picture-field.tsx'
import type { BrandChoices } from './brand-values.ts'
import type { FieldErrors } from './issue-values.ts'
import { ZoneField } from './settings-fields.tsx'
import { hoursName, type StoreValues } from './store-values.ts'

interface StoreFieldsProps {
  readonly frame: Frame
  readonly values: StoreValues
  readonly errors: FieldErrors
  readonly zones: BrandChoices['zones']
}

/** What the first run asks of a shop: where it is. */
export function PlaceFields({ frame, values, errors, zones }: StoreFieldsProps) {
  const words = frame.words.settings.stores
  const { optional } = frame.words.common
  return (
    <>
      <Field
        id="name"
        label={words.name}
        hint={words.nameHint}
        value={values.name}
        error={errors.name}
        attributes={{ autocomplete: 'off', autocapitalize: 'words', required: true }}
      />
      <Field
        id="city"
        label={words.city}
        optional={optional}
        value={values.city}
        error={errors.city}
        attributes={{ autocomplete: 'address-level2', autocapitalize: 'words' }}
      />
      <Field
        id="address"
        label={words.address}
        optional={optional}
        hint={words.addressHint}
        value={values.address}
        error={errors.address}
        attributes={{ autocomplete: 'street-address' }}
      />
      <ZoneField
        id="zone"
        label={words.zone}
        hint={words.zoneHint}
        value={values.zone}
        error={errors.zone}
        zones={zones}
      />
    </>
  )
}

/** Everything of a shop: where it is, when it is open, and how it looks. */
export function StoreFields(props: StoreFieldsProps) {
  const { frame, values, errors } = props
  const words = frame.words.settings.stores
  return (
    <>
      <PlaceFields {...props} />
      <Hours frame={frame} hours={values.hours} errors={errors} />
      <fieldset class="stack stack--tight">
        <legend class="legend">{words.counter}</legend>
        <p class="hint" id="scan_redeems-hint">
          {words.scanRedeemsHint}
        </p>
        <label class="tick">
          <input
            type="checkbox"
            id="scan_redeems"
            name="scan_redeems"
            value="yes"
            checked={values.scan_redeems !== ''}
            aria-describedby="scan_redeems-hint"
          />
          {words.scanRedeems}
        </label>
      </fieldset>
      <PictureField
        frame={frame}
        id="image"
        use="store"
        label={words.image}
        url={values.image_url}
        error={errors.image_url}
      />
    </>
  )
}

function Hours({ frame, hours, errors }: { frame: Frame; hours: readonly string[]; errors: FieldErrors }) {
  const words = frame.words.settings.stores
  return (
    <fieldset class="stack stack--tight">
      <legend class="legend">{words.hours}</legend>
      <p class="hint" id="hours-hint">
        {words.hoursHint}
      </p>
      <div class="hours">
        {words.days.map((day, index) => {
          const id = hoursName(index)
          const error = errors[id]
          const { 'aria-describedby': described, ...more } = describedBy({ id, error, hint: undefined })
          return (
            <div class="field">
              <label for={id}>{day}</label>
              <input
                class="input"
                id={id}
                name={id}
                value={hours[index] ?? ''}
                autocomplete="off"
                dir="ltr"
                aria-describedby={described === undefined ? 'hours-hint' : `hours-hint ${described}`}
                {...more}
              />
              {error !== undefined && (
                <p class="error" id={`${id}-error`}>
                  <Icon name="alert" />
                  {error}
                </p>
              )}
            </div>
          )
        })}
      </div>
      <label class="tick">
        <input type="checkbox" name="same_as_monday" value="yes" />
        {words.sameAsMonday}
      </label>
    </fieldset>
  )
}
