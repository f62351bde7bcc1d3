/** A brand as a form holds it: everything is text as it was typed. */
export interface BrandValues {
  readonly name: string
  readonly line: string
  readonly colour: string
  readonly logo_url: string
  readonly email: string
  readonly zone: string
  readonly currency: string
  readonly locale: string
}

/** The fields of each half of the form, in page order: how it looks, and where it is. */
export const LOOK_FIELDS = ['name', 'line', 'colour', 'logo_url', 'email'] as const
export const CLOCK_FIELDS = ['zone', 'currency', 'locale'] as const

/** A thing to choose: its value and how it is read. */
export interface Option {
  readonly value: string
  readonly label: string
}

/** What the form's lists offer; zones by part of the world. */
export interface BrandChoices {
  readonly zones: readonly { readonly region: string; readonly options: readonly Option[] }[]
  readonly currencies: readonly Option[]
  readonly locales: readonly Option[]
}
