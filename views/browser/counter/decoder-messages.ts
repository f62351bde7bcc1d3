/** One of many pictures, which has to be read quickly; or a photo, which comes once and is worth a closer look. */
export type PictureKind = 'frame' | 'still'

/** What the page asks the decoder. A picture is handed over, not copied. */
export type DecoderRequest =
  | { readonly kind: 'load'; readonly wasm: string }
  | { readonly kind: 'decode'; readonly id: number; readonly picture: ImageBitmap; readonly of: PictureKind }

/** What the decoder answers: whether it can read at all, and the texts of the symbols in a picture. */
export type DecoderAnswer =
  | { readonly kind: 'loaded'; readonly readable: boolean }
  | { readonly kind: 'decoded'; readonly id: number; readonly texts: readonly string[] }
