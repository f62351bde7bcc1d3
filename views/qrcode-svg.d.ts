declare module 'qrcode-svg' {
  interface Options {
    readonly content: string
    readonly ecl: 'L' | 'M' | 'Q' | 'H'
  }
  /** Computes the matrix on construction; `modules[row][column]` is true for a dark module. */
  export default class QRCode {
    constructor(options: Options)
    readonly qrcode: { readonly modules: readonly (readonly boolean[])[] }
  }
}
