/** A store as a form holds it; `hours` has a text for each weekday, Monday first. */
export interface StoreValues {
  readonly name: string
  readonly city: string
  readonly address: string
  readonly zone: string
  readonly hours: readonly string[]
  readonly image_url: string
  /** 'yes', or '' where the counter asks first. */
  readonly scan_redeems: string
}

/** Name of a weekday's field, Monday first. */
export function hoursName(day: number): string {
  return `hours_${day}`
}

/** The form's fields in page order. */
export const STORE_FIELDS = [
  'name',
  'city',
  'address',
  'zone',
  ...Array.from({ length: 7 }, (_, day) => hoursName(day)),
  'scan_redeems',
  'image_url',
] as const
