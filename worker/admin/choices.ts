import type { BrandChoices, Option } from '../../views/admin/brand-values.ts'
import { en } from '../../views/words/en.ts'

/** Languages whose dates and money a brand may want; any other tag is taken by the API and stays on the list once set. */
const LOCALES =
  'bg-BG ca-ES cs-CZ da-DK de-AT de-CH de-DE el-GR en-AU en-CA en-GB en-IE en-NZ en-US en-ZA es-AR es-CL es-CO es-ES es-MX et-EE fi-FI fr-BE fr-CA fr-CH fr-FR hr-HR hu-HU id-ID it-IT ja-JP ko-KR lt-LT lv-LV nb-NO nl-BE nl-NL pl-PL pt-BR pt-PT ro-RO sk-SK sl-SI sv-SE th-TH tr-TR uk-UA vi-VN zh-CN zh-TW'.split(
    ' ',
  )

const ZONES: readonly string[] = [
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
  'UTC',
]

/** Every zone by part of the world; one that is set stays on the list, whatever it is called today. */
export function zoneChoices(current: string): BrandChoices['zones'] {
  const all = withCurrent(ZONES, current)
  const regions = [...new Set(all.map(regionOf))]
  return regions.map((region) => ({
    region,
    options: all
      .filter((zone) => regionOf(zone) === region)
      .map((zone) => ({ value: zone, label: zone.slice(zone.indexOf('/') + 1).replaceAll('_', ' ') })),
  }))
}

/** What the brand's form offers. */
export function brandChoices(set: { zone: string; currency: string; locale: string }): BrandChoices {
  const { language } = en
  const currencies = new Intl.DisplayNames(language, { type: 'currency' })
  return {
    zones: zoneChoices(set.zone),
    currencies: named(withCurrent(Intl.supportedValuesOf('currency'), set.currency), (code) =>
      code === nameIn(currencies, code) ? code : `${nameIn(currencies, code)} (${code})`,
    ),
    locales: languageChoices(set.locale),
  }
}

/** What the form of a customer offers. */
export function customerChoices(set: {
  zone: string
  locale: string
}): Pick<BrandChoices, 'zones' | 'locales'> {
  return { zones: zoneChoices(set.zone), locales: languageChoices(set.locale) }
}

function languageChoices(current: string): BrandChoices['locales'] {
  const languages = new Intl.DisplayNames(en.language, { type: 'language', languageDisplay: 'standard' })
  return named(withCurrent(LOCALES, current), (tag) => nameIn(languages, tag))
}

function named(values: readonly string[], label: (value: string) => string): Option[] {
  return values
    .map((value) => ({ value, label: label(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label))
}

/** A value nobody has a name for is called by itself; one that is no such value at all is only shown again. */
function nameIn(names: Intl.DisplayNames, value: string): string {
  try {
    return names.of(value) ?? value
  } catch {
    return value
  }
}

function withCurrent(values: readonly string[], current: string): readonly string[] {
  return current === '' || values.includes(current) ? values : [current, ...values]
}

function regionOf(zone: string): string {
  return zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : 'Other'
}
