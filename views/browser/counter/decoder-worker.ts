import type { DecoderAnswer, DecoderRequest, PictureKind } from './decoder-messages.ts'

/** Reads the symbols of a picture away from the page's own thread. */
export interface Decoder {
  /** Whether this browser can read symbols; resolves once the reader has loaded. */
  readonly readable: Promise<boolean>
  /** The texts of the QR codes and Code 128 in it, maybe none. The picture is used up. */
  decode(picture: ImageBitmap, of?: PictureKind): Promise<readonly string[]>
}

/** Starts the worker at that address with its own copy of the reader at `wasm`. */
export function startDecoder(address: string, wasm: string): Decoder {
  const worker = new Worker(address, { type: 'module' })
  const waiting = new Map<number, (texts: readonly string[]) => void>()
  let last = 0
  const readable = new Promise<boolean>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<DecoderAnswer>) => {
      if (data.kind === 'loaded') resolve(data.readable)
    })
    worker.addEventListener('error', () => resolve(false))
  })
  worker.addEventListener('message', ({ data }: MessageEvent<DecoderAnswer>) => {
    if (data.kind !== 'decoded') return
    waiting.get(data.id)?.(data.texts)
    waiting.delete(data.id)
  })
  const ask = (request: DecoderRequest, handedOver: Transferable[] = []) =>
    worker.postMessage(request, handedOver)
  ask({ kind: 'load', wasm })

  return {
    readable,
    decode: (picture, of = 'frame') =>
      new Promise((answer) => {
        last += 1
        waiting.set(last, answer)
        ask({ kind: 'decode', id: last, picture, of }, [picture])
      }),
  }
}
