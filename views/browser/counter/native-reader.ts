/** The browser's own reader, where it has one. */
export interface NativeReader {
  detect(picture: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>
}

interface NativeReaderClass {
  new (options: { formats: readonly string[] }): NativeReader
  getSupportedFormats(): Promise<readonly string[]>
}

declare global {
  // Not in every browser, and not in TypeScript's library.
  var BarcodeDetector: NativeReaderClass | undefined
}

const FORMATS = ['qr_code', 'code_128']

// A QR code that says VALE (version 1, level L): one number a row, the lowest bit on the left.
const TEST_TEXT = 'VALE'
const TEST_ROWS = [
  0x1fde7f, 0x104a41, 0x17425d, 0x174f5d, 0x175d5d, 0x105441, 0x1fd57f, 0x1e00, 0x312e3, 0x1550b4, 0xf294f,
  0x1703ab, 0x164476, 0xaff00, 0xcd77f, 0x17bd41, 0xc925d, 0x6165d, 0x1c465d, 0x50341, 0xd2f7f,
]
const MODULE_PX = 4
const QUIET = 4

/** The browser's reader if it knows both kinds of symbol and passes a test; some promise what they cannot do. */
export async function nativeReader(): Promise<NativeReader | null> {
  try {
    if (globalThis.BarcodeDetector === undefined) return null
    const supported = await globalThis.BarcodeDetector.getSupportedFormats()
    if (!FORMATS.every((format) => supported.includes(format))) return null
    const reader = new globalThis.BarcodeDetector({ formats: FORMATS })
    const [found] = await reader.detect(testPicture())
    return found?.rawValue === TEST_TEXT ? reader : null
  } catch {
    return null
  }
}

function testPicture(): ImageBitmap {
  const modules = TEST_ROWS.length
  const size = (modules + 2 * QUIET) * MODULE_PX
  const canvas = new OffscreenCanvas(size, size)
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('no canvas to draw on')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, size, size)
  pen.fillStyle = '#000'
  TEST_ROWS.forEach((row, y) => {
    for (let x = 0; x < modules; x++) {
      if (((row >> x) & 1) === 1)
        pen.fillRect((x + QUIET) * MODULE_PX, (y + QUIET) * MODULE_PX, MODULE_PX, MODULE_PX)
    }
  })
  return canvas.transferToImageBitmap()
}
