import type { Page } from 'playwright-core'

/** What a stubbed camera is asked for, and how it is told what to see. Real are the stream, the video and the decoder. */
export interface StubCamera {
  /** What each call of getUserMedia asked for, in order. */
  readonly asked: { readonly video: Readonly<Record<string, unknown>> }[]
  /** Every constraint applied to the running track. */
  readonly applied: Readonly<Record<string, unknown>>[]
  readonly tracks: MediaStreamTrack[]
  /** The name of the error the next calls end with; '' for none. */
  failure: string
  /** A symbol's modules to see, or a grey table. */
  see(rows: readonly (readonly boolean[])[] | null): void
}

declare global {
  var stubCamera: StubCamera
}

/**
 * Gives the pages of a window a camera that Chromium's own fake is not: one that shows what a test says at that moment, has
 * a light, zoom and focus, and can fail. Load a page after it.
 */
export async function plugInStubCamera(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 })
    const pen = canvas.getContext('2d')
    let seen: readonly (readonly boolean[])[] | null = null
    const draw = () => {
      if (pen === null) return
      pen.fillStyle = '#808080'
      pen.fillRect(0, 0, 1280, 720)
      if (seen === null) return
      const module = 12
      const [left, top] = [(1280 - (seen[0]?.length ?? 0) * module) / 2, (720 - seen.length * module) / 2]
      seen.forEach((row, y) => {
        row.forEach((dark, x) => {
          pen.fillStyle = dark ? '#000' : '#fff'
          pen.fillRect(left + x * module, top + y * module, module, module)
        })
      })
    }
    // A canvas that is not drawn on sends no picture.
    setInterval(draw, 50)
    const stub: StubCamera = {
      asked: [],
      applied: [],
      tracks: [],
      failure: '',
      see: (rows) => {
        seen = rows
      },
    }
    globalThis.stubCamera = stub
    const open = async (wish: MediaStreamConstraints) => {
      stub.asked.push(wish as StubCamera['asked'][number])
      if (stub.failure !== '') throw new DOMException('', stub.failure)
      const stream = canvas.captureStream(20)
      for (const track of stream.getVideoTracks()) {
        stub.tracks.push(track)
        Object.assign(track, {
          getCapabilities: () => ({
            torch: true,
            zoom: { min: 1, max: 8 },
            focusMode: ['continuous', 'single-shot'],
          }),
          applyConstraints: async ({ advanced = [] }: MediaTrackConstraints) => {
            stub.applied.push(...(advanced as Record<string, unknown>[]))
          },
        })
      }
      return stream
    }
    navigator.mediaDevices.getUserMedia = open
  })
}
