import type { DecoderAnswer, DecoderRequest } from './decoder-messages.ts'

/** Reads the symbols of a picture away from the page's own thread. */
export interface Decoder {
  /** Whether this browser can read symbols; resolves once the reader has loaded. */
  readonly readable: Promise<boolean>
  /** The texts of the QR codes and Code 128 in it, maybe none. The picture is used up. */
  decode(picture: ImageBitmap): Promise<readonly string[]>
}

/** Starts the worker at that address with its own copy of the reader at `wasm`. */
export function startDecoder(address: string, wasm: string): Decoder {
  const worker = new Worker(address, { type: 'module' })
  const waiting = new Map<number, (texts: readonly string[]) => void>()
  const { promise: readable, resolve } = Promise.withResolvers<boolean>()
  let last = 0

  worker.addEventListener('message', ({ data }: MessageEvent<DecoderAnswer>) => {
    if (data.kind === 'loaded') return resolve(data.readable)
    waiting.get(data.id)?.(data.texts)
    waiting.delete(data.id)
  })
  worker.addEventListener('error', () => {
    resolve(false)
    for (const answer of waiting.values()) answer([])
    waiting.clear()
  })
  const ask = (request: DecoderRequest, handedOver: Transferable[] = []) =>
    worker.postMessage(request, handedOver)
  ask({ kind: 'load', wasm })

  return {
    readable,
    decode: (picture) =>
      new Promise((answer) => {
        last += 1
        waiting.set(last, answer)
        ask({ kind: 'decode', id: last, picture }, [picture])
      }),
  }
}
