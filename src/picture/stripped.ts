/** Refused: cut off, damaged, or against the rules of its format. */
export const BROKEN = { kind: 'broken' } as const

/** Refused: by the rules of its format, but of a sort that browsers do not show. */
export const UNSUPPORTED = { kind: 'unsupported' } as const

/**
 * A picture with everything taken out that is not shown: `width` and `height` as displayed, `pixels` what a decoder
 * has to make of it, all frames of an animation together.
 */
export type Stripped =
  | {
      readonly kind: 'stripped'
      readonly width: number
      readonly height: number
      readonly pixels: number
      readonly bytes: Uint8Array
    }
  | typeof BROKEN
  | typeof UNSUPPORTED
