import { ConsentTick } from '../../consent-tick.tsx'
import { Field, TextField } from '../../field.tsx'
import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import type { BrandChoices } from '../brand-values.ts'
import type { FieldErrors } from '../issue-values.ts'
import { Select } from '../select.tsx'
import { ChoiceField, ZoneField } from '../settings-fields.tsx'

/** What is known of a customer, as typed. */
export interface CustomerValues {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly birthday: string
  readonly locale: string
  readonly zone: string
  readonly tags: string
  readonly notes: string
  readonly plan_id: string
  /** '' or 'yes'. */
  readonly marketing: string
}

/** Nothing typed yet. */
export const NO_VALUES: CustomerValues = {
  name: '',
  email: '',
  phone: '',
  birthday: '',
  locale: '',
  zone: '',
  tags: '',
  notes: '',
  plan_id: '',
  marketing: '',
}

/** The fields in the order of the page. */
export const CUSTOMER_FIELDS = [
  'name',
  'email',
  'phone',
  'tags',
  'plan_id',
  'notes',
  'marketing',
  'birthday',
  'locale',
  'zone',
] as const

export interface CustomerFieldsProps {
  readonly frame: Frame
  readonly values: CustomerValues
  readonly errors: FieldErrors
  readonly plans: readonly { readonly value: string; readonly label: string }[]
  /** Those of the brand's list, the only ones they can be given; none where it keeps no list. */
  readonly tags: readonly string[]
  readonly choices: Pick<BrandChoices, 'zones' | 'locales'>
}

/** Name, email and phone: one of them is enough. */
export function ContactFields({
  frame,
  values,
  errors,
  emailHint,
}: CustomerFieldsProps & { readonly emailHint?: string | undefined }) {
  const words = frame.words.admin.newCustomer
  const { optional } = frame.words.common
  return (
    <>
      <Field
        id="name"
        label={words.name}
        optional={optional}
        value={values.name}
        error={errors.name}
        attributes={{ autocomplete: 'off', autocapitalize: 'words', spellcheck: 'false' }}
      />
      <Field
        id="email"
        label={words.email}
        optional={optional}
        hint={emailHint}
        value={values.email}
        error={errors.email}
        attributes={{ type: 'email', autocomplete: 'off', inputmode: 'email' }}
      />
      <Field
        id="phone"
        label={words.phone}
        optional={optional}
        hint={words.phoneHint}
        value={values.phone}
        error={errors.phone}
        attributes={{ type: 'tel', autocomplete: 'off', inputmode: 'tel' }}
      />
    </>
  )
}

/** Everything else that can be written down about them. */
export function FurtherFields(props: CustomerFieldsProps) {
  const { frame, values, errors, plans, tags } = props
  const words = frame.words.customers
  const { optional } = frame.words.common
  return (
    <>
      <Field
        id="tags"
        label={words.tags}
        optional={optional}
        hint={tags.length === 0 ? words.form.tagsHint : words.form.tagsOf(tags.join(', '))}
        value={values.tags}
        error={errors.tags}
        attributes={{ autocomplete: 'off' }}
      />
      {plans.length > 0 && (
        <Select
          id="plan_id"
          label={words.plan}
          value={values.plan_id}
          options={[{ value: '', label: words.noPlan }, ...plans]}
          error={errors.plan_id}
        />
      )}
      <TextField
        id="notes"
        label={words.notes}
        optional={optional}
        hint={words.form.notesHint}
        value={values.notes}
        error={errors.notes}
        attributes={{ rows: 4 }}
      />
      <ConsentTick
        label={words.form.marketing}
        hint={words.form.marketingHint}
        checked={values.marketing === 'yes'}
      />
      <PersonalFields {...props} />
    </>
  )
}

function PersonalFields({ frame, values, errors, choices }: CustomerFieldsProps) {
  const words = frame.words.customers
  const { optional } = frame.words.common
  return (
    <>
      <Field
        id="birthday"
        label={words.birthday}
        optional={optional}
        hint={words.form.birthdayHint}
        value={values.birthday}
        error={errors.birthday}
        attributes={{ autocomplete: 'off' }}
      />
      <ChoiceField
        id="locale"
        label={words.locale}
        optional={optional}
        hint={words.form.zoneHint}
        value={values.locale}
        error={errors.locale}
        options={[{ value: '', label: words.form.asBrand }, ...choices.locales]}
      />
      <ZoneField
        id="zone"
        label={words.zone}
        optional={optional}
        hint={words.form.zoneHint}
        value={values.zone}
        error={errors.zone}
        none={words.form.asBrand}
        zones={choices.zones}
      />
    </>
  )
}

/** The rarer fields in a fold, open where one of them was filled or is to be repaired. */
export function FoldedFields(props: CustomerFieldsProps) {
  const { frame, values, errors } = props
  const further = CUSTOMER_FIELDS.filter((name) => !['name', 'email', 'phone'].includes(name))
  const open = further.some((name) => values[name] !== '' || errors[name] !== undefined)
  return (
    <details class="fold fold--form" open={open}>
      <summary>
        {frame.words.customers.form.more}
        <Icon name="down" />
      </summary>
      <div class="stack form-gap">
        <FurtherFields {...props} />
      </div>
    </details>
  )
}
