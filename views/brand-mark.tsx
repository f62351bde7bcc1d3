import type { Brand } from './frame.ts'
import { smallPicture } from './small-picture.ts'

/** The brand's logo, or its first letter in a ring of the brand's ink. Always beside the name, so it says nothing itself. */
export function BrandMark({ brand }: { brand: Pick<Brand, 'name' | 'logoUrl'> }) {
  if (brand.logoUrl !== null)
    return <img class="logo" src={smallPicture(brand.logoUrl)} width="32" height="32" alt="" />
  return (
    <svg class="monogram" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <circle
        cx="16"
        cy="16"
        r="14.5"
        fill="currentColor"
        fill-opacity=".14"
        stroke="currentColor"
        stroke-width="2"
      />
      <text x="16" y="21.5" text-anchor="middle" fill="currentColor">
        {[...brand.name.trim()][0] ?? ''}
      </text>
    </svg>
  )
}
