import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import type { DecoderAnswer, DecoderRequest, PictureKind } from './counter/decoder-messages.ts'
import { type NativeReader, nativeReader } from './counter/native-reader.ts'

const OPTIONS: ReaderOptions = { formats: ['QRCode', 'Code128'], tryHarder: true, maxNumberOfSymbols: 4 }
// Photos come with twelve million pixels and more. Symbols that fill half of one are found quickly in fewer; for a small
// one in a corner every pixel the sensor has counts, up to what iPhones draw at once.
const SIDES: Readonly<Record<PictureKind, readonly number[]>> = { frame: [2000], still: [2000, 4096] }

let native: NativeReader | null = null

self.addEventListener('message', async ({ data }: MessageEvent<DecoderRequest>) => {
  if (data.kind === 'load') return answer({ kind: 'loaded', readable: await load(data.wasm) })
  const texts = await read(data.picture, data.of).catch(() => [])
  data.picture.close()
  answer({ kind: 'decoded', id: data.id, texts })
})

function answer(message: DecoderAnswer): void {
  self.postMessage(message)
}

/** Gets both readers ready; ours from this site, because the library would fetch it from elsewhere. */
async function load(wasm: string): Promise<boolean> {
  const locateFile = (path: string, prefix: string) => (path.endsWith('.wasm') ? wasm : prefix + path)
  const ours = prepareZXingModule({ overrides: { locateFile }, fireImmediately: true })
  native = await nativeReader()
  try {
    await ours
    return true
  } catch {
    return native !== null
  }
}

async function read(picture: ImageBitmap, of: PictureKind): Promise<readonly string[]> {
  if (native !== null) {
    try {
      const found = await native.detect(picture)
      // A photo it sees nothing in is looked at by ours too.
      if (found.length > 0 || of === 'frame') return found.map(({ rawValue }) => rawValue)
    } catch {
      // One that fails once fails again, for good: ours takes over.
      native = null
    }
  }
  for (const side of SIDES[of]) {
    const found = (await readBarcodes(pixels(picture, side), OPTIONS)).filter(({ isValid }) => isValid)
    if (found.length > 0) return found.map(({ text }) => text)
    if (Math.max(picture.width, picture.height) <= side) break
  }
  // Nothing as large as a photo stays behind.
  if (of === 'still') canvas = null
  return []
}

let canvas: OffscreenCanvas | null = null

function pixels(picture: ImageBitmap, longest: number): ImageData {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
  const width = Math.round(picture.width * scale)
  const height = Math.round(picture.height * scale)
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (pen === null) throw new Error('no canvas to draw on')
  pen.drawImage(picture, 0, 0, width, height)
  return pen.getImageData(0, 0, width, height)
}
