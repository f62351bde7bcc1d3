import { describedBy, Field, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'
import { DeviceKind } from './device-kind.tsx'
import { type Area, areaHref, ROLES_OF_STAFF } from './people-view.ts'
import { Problems, titleWith, Wrong } from './problems.tsx'

/** The form as it was typed; every field as text. */
export interface PersonValues {
  readonly name: string
  readonly role: string
  readonly store_ids: readonly string[]
  readonly partner_id: string
  readonly email: string
  readonly phone: string
}

export interface PersonFormProps {
  readonly frame: Frame
  readonly area: Area
  readonly values: PersonValues
  readonly errors: Readonly<Record<string, string>>
  /** Shops people can be sent to. */
  readonly stores: readonly { readonly id: string; readonly name: string; readonly city: string }[]
  readonly partners: readonly { readonly id: string; readonly name: string }[]
  /** Whom it changes, and the version it was read at; null makes somebody new. */
  readonly person: { readonly id: string; readonly name: string; readonly version: number } | null
  /** Whether the reader edits themselves: their role stays. */
  readonly yourself: boolean
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
}

/** Somebody's name, role, shops and contact; or a device's name and shop. */
export function PersonForm(props: PersonFormProps) {
  const { frame, area, errors, person } = props
  const words = frame.words.people
  const title = person === null ? words[area].add : words.editTitle(person.name)
  const back = areaHref(area, person === null ? '' : `/${person.id}`)
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, title, errors)}
      task={{ href: back, label: frame.words.admin.cancel }}
    >
      <form
        class="narrow-form post"
        method="post"
        action={areaHref(area, person === null ? '' : `/${person.id}`)}
        novalidate
      >
        <input type="hidden" name="idempotency_key" value={props.commandKey} />
        {person !== null && <input type="hidden" name="version" value={person.version} />}
        <div class="page-head">
          <div>
            <h1>{title}</h1>
            {person === null && <p class="lead">{words[area].newLead}</p>}
          </div>
        </div>
        <Problems frame={frame} errors={errors} fields={FIELDS} places={{ store_ids: 'stores' }} />
        <Fields {...props} />
        <div class="sticky-act">
          <button type="submit" class="button button--primary button--wide">
            {person === null ? words[area].create : words.save}
          </button>
        </div>
      </form>
    </Desk>
  )
}

const FIELDS = ['name', 'role', 'store_ids', 'partner_id', 'email', 'phone']

function Fields(props: PersonFormProps) {
  const { frame, area, values, errors } = props
  const words = frame.words.people
  return (
    <div class="stack form-gap">
      <Field
        id="name"
        label={words.name}
        hint={words[area].nameHint}
        value={values.name}
        error={errors.name}
        attributes={{ autocomplete: 'off', autocapitalize: 'words', spellcheck: 'false' }}
      />
      {area === 'staff' ? <Roles {...props} /> : <DeviceKind {...props} />}
      {area === 'staff' ? <Shops {...props} /> : <Shop {...props} />}
      {area === 'staff' && props.partners.length > 0 && <PartnerChoice {...props} />}
      {area === 'staff' && <ContactFields {...props} />}
    </div>
  )
}

function Roles({ frame, values, errors, yourself }: PersonFormProps) {
  const words = frame.words.people
  if (yourself) {
    return (
      <div class="field">
        <input type="hidden" name="role" value={values.role} />
        <p>
          <b>{words.role}:</b> {roleName(frame, values.role)}
        </p>
        <p class="hint">{words.roleStays}</p>
      </div>
    )
  }
  return (
    <fieldset class="field">
      <legend class="legend">{words.role}</legend>
      <Wrong error={errors.role} />
      <div class="choice">
        {ROLES_OF_STAFF.map((role, index) => (
          <label class="tick">
            <input
              type="radio"
              id={index === 0 ? 'role' : `role-${role}`}
              name="role"
              value={role}
              checked={values.role === role}
              aria-describedby={`role-${role}-does`}
            />
            <span>
              <b>{frame.words.common.role[role]}</b>
              <small id={`role-${role}-does`}>{words.roles[role]}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Shops({ frame, values, errors, stores }: PersonFormProps) {
  const words = frame.words.people
  if (stores.length === 0) return <NoShops frame={frame} />
  return (
    <fieldset class="field unless-admin" id="stores" tabindex={-1}>
      <legend class="legend">{words.shops}</legend>
      <p class="hint">{words.shopsHint}</p>
      <Wrong error={errors.store_ids} />
      <div class="ticks">
        {stores.map(({ id, name, city }) => (
          <label class="tick">
            <input type="checkbox" name="store_ids" value={id} checked={values.store_ids.includes(id)} />
            <span>{city === name || city === '' ? name : `${name}, ${city}`}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Shop({ frame, values, errors, stores }: PersonFormProps) {
  const words = frame.words.people
  if (stores.length === 0) return <NoShops frame={frame} />
  const field = { id: 'stores', label: words.shop, error: errors.store_ids }
  return (
    <FieldFrame {...field}>
      <select class="input" id="stores" name="store_ids" {...describedBy(field)}>
        {stores.map(({ id, name }) => (
          <option value={id} selected={values.store_ids.includes(id)}>
            {name}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

function NoShops({ frame }: { frame: Frame }) {
  const words = frame.words.people
  return (
    <p class="unless-admin" id="stores" tabindex={-1}>
      {words.noShops} <a href="/admin/settings/stores">{words.addShop}</a>
    </p>
  )
}

function PartnerChoice({ frame, values, errors, partners }: PersonFormProps) {
  const words = frame.words.people
  const field = {
    id: 'partner_id',
    label: words.partner,
    hint: words.partnerHint,
    error: errors.partner_id,
  }
  return (
    <div class="when-partner">
      <FieldFrame {...field}>
        <select class="input" id="partner_id" name="partner_id" {...describedBy(field)}>
          <option value="">{words.noPartner}</option>
          {partners.map(({ id, name }) => (
            <option value={id} selected={values.partner_id === id}>
              {name}
            </option>
          ))}
        </select>
      </FieldFrame>
    </div>
  )
}

function ContactFields({ frame, values, errors }: PersonFormProps) {
  const words = frame.words.people
  const { optional } = frame.words.common
  return (
    <fieldset class="stack">
      <legend class="legend">{words.contact}</legend>
      <p class="hint">{words.contactHint}</p>
      <Field
        id="email"
        label={words.email}
        optional={optional}
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
    </fieldset>
  )
}

function roleName({ words }: Frame, role: string): string {
  const known = ROLES_OF_STAFF.find((name) => name === role)
  return known === undefined ? '' : words.common.role[known]
}
