import built from './browser/built.json' with { type: 'json' }

/** URLs of the built files by the name pages use, and `voucherStyle`, the text of the voucher page's own style. */
export type Assets = typeof built

/** The files of this build (scripts/build-assets.ts). */
export const assets: Assets = built
