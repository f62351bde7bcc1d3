import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import type { DecoderAnswer, DecoderRequest } from './counter/decoder-messages.ts'
import { type NativeReader, nativeReader } from './counter/native-reader.ts'

const OPTIONS: ReaderOptions = { formats: ['QRCode', 'Code128'], tryHarder: true, maxNumberOfSymbols: 4 }
// Photos come with twelve million pixels and more; symbols that fill half of one need none of them.
const LONGEST_SIDE = 2000

let native: NativeReader | null = null

self.addEventListener('message', async ({ data }: MessageEvent<DecoderRequest>) => {
  if (data.kind === 'load') return answer({ kind: 'loaded', readable: await load(data.wasm) })
  const texts = await read(data.picture).catch(() => [])
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

async function read(picture: ImageBitmap): Promise<readonly string[]> {
  if (native !== null) {
    try {
      return (await native.detect(picture)).map(({ rawValue }) => rawValue)
    } catch {
      // One that fails once fails again, for good: ours takes over.
      native = null
    }
  }
  const found = await readBarcodes(pixels(picture), OPTIONS)
  return found.filter(({ isValid }) => isValid).map(({ text }) => text)
}

let canvas: OffscreenCanvas | null = null

function pixels(picture: ImageBitmap): ImageData {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const width = Math.round(picture.width * scale)
  const height = Math.round(picture.height * scale)
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (pen === null) throw new Error('no canvas to draw on')
  pen.drawImage(picture, 0, 0, width, height)
  return pen.getImageData(0, 0, width, height)
}
