/** What the page asks of the worker that opens HEIC: one picture, with the addresses of libheif's own two files. */
export interface HeicRequest {
  readonly file: Blob
  readonly library: string
  readonly wasm: string
}

/** The picture, upright; null where it is none, damaged or too large. */
export type HeicAnswer = ImageBitmap | null

/** Where the worker and libheif lie. */
export interface HeicFiles {
  readonly worker: string
  readonly library: string
  readonly wasm: string
}

/**
 * Opens a HEIC or HEIF picture in a worker of its own, which is fetched now and gone afterwards, and so is the memory it
 * took. The policy that lets it compile WebAssembly comes with the worker's file: the page itself may not.
 */
export function openHeic(file: Blob, { worker: address, library, wasm }: HeicFiles): Promise<HeicAnswer> {
  const worker = new Worker(address)
  const answer = new Promise<HeicAnswer>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<HeicAnswer>) => resolve(data))
    worker.addEventListener('error', () => resolve(null))
  })
  worker.postMessage({ file, library, wasm } satisfies HeicRequest)
  return answer.finally(() => worker.terminate())
}
