import type { Assets } from './assets.ts'
import type { Brand } from './frame.ts'

const COLOUR = /^#[0-9a-f]{6}$/i

/** The one rule a brand adds to the stylesheet; nothing for a colour that is not '#rrggbb'. */
export function brandRule({ colour }: Pick<Brand, 'colour'>): string {
  return COLOUR.test(colour) ? `:root{--brand:${colour}}` : ''
}

/** Where every page but the voucher's links that rule, cacheable for ever: the version changes with the brand. */
export function brandStyleUrl({ version }: Pick<Brand, 'version'>): string {
  return `/brand.css?v=${version}`
}

/** The voucher page's whole style: exactly the text between its `<style>` tags, whose SHA-256 the response allows. */
export function voucherStyle(assets: Assets, brand: Pick<Brand, 'colour'>): string {
  return assets.voucherStyle + brandRule(brand)
}
