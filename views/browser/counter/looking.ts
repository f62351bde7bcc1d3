/** Takes pictures of a running video at its own pace. */
export interface Looking {
  start(): void
  stop(): void
}

// Ten pictures a second read as fast as a hand moves, and leave a phone cool.
const MS_BETWEEN = 100
// Three pictures of the middle, where people aim, then one of everything.
const WHOLE_EVERY = 4
const MIDDLE = 2 / 3

/** Hands pictures of the video to `onPicture`, one at a time: the next is taken once the last has been read. */
export function lookThrough(
  video: HTMLVideoElement,
  onPicture: (picture: ImageBitmap) => Promise<void>,
): Looking {
  let looking = 0
  let taken = 0

  const next = (turn: number) => {
    if (turn !== looking) return
    // Browsers without the callback get the next screen frame instead.
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(() => void take(turn))
    else requestAnimationFrame(() => void take(turn))
  }

  const take = async (turn: number) => {
    if (turn !== looking) return
    const due = performance.now() + MS_BETWEEN
    try {
      const picture = await pictureOf(video, taken)
      taken += 1
      if (turn === looking) await onPicture(picture)
      else picture.close()
    } catch {
      // No picture yet, or none any more: the next frame will tell.
    }
    setTimeout(next, Math.max(0, due - performance.now()), turn)
  }

  return {
    start() {
      looking += 1
      next(looking)
    },
    stop() {
      looking += 1
    },
  }
}

function pictureOf(video: HTMLVideoElement, taken: number): Promise<ImageBitmap> {
  const { videoWidth, videoHeight } = video
  if (taken % WHOLE_EVERY === WHOLE_EVERY - 1) return createImageBitmap(video)
  const width = Math.round(videoWidth * MIDDLE)
  const height = Math.round(videoHeight * MIDDLE)
  return createImageBitmap(video, (videoWidth - width) >> 1, (videoHeight - height) >> 1, width, height)
}
