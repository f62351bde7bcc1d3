import { readShown } from '../../../src/card.ts'
import { allLenses, type Camera, chooseLens, openCamera } from './camera.ts'
import type { Decoder } from './decoder-worker.ts'
import type { LensPanel } from './lens-panel.ts'
import { type Looking, lookThrough } from './looking.ts'
import { lookAgain, NOTHING_SEEN, sight } from './sighting.ts'
import { tappedPoint } from './tapped-point.ts'
import { keepAwake } from './wake-lock.ts'

// After so long without a code, people are told what helps; after so long without any use, the camera rests.
const SLOW_MS = 10_000
// Whoever was told and goes on looking knows by then.
const SLOW_AGAIN_MS = 30_000
const IDLE_MS = 3 * 60_000
const FOREIGN_SHOWN_MS = 2000
// A phone that wakes up mutes the picture for a moment.
const MUTED_MS = 1000

/** The camera as the page uses it: opened by a tap, closed while an answer is shown, resting when nobody uses it. */
export class Eye {
  readonly #panel: LensPanel
  readonly #decoder: Decoder
  readonly #onCode: (code: string) => void
  readonly #looking: Looking
  #camera: Camera | null = null
  #sighting = NOTHING_SEEN
  #open = false
  #starting: Promise<boolean> | null = null
  #lit = false
  #zoomed = false
  #openSince = 0
  #slowAt = 0
  #foreignUntil = 0

  /** `onCode` gets every code once, the first time it comes into view. */
  constructor(panel: LensPanel, decoder: Decoder, onCode: (code: string) => void) {
    this.#panel = panel
    this.#decoder = decoder
    this.#onCode = onCode
    this.#looking = lookThrough(panel.video, (picture) => this.#look(picture))
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.#listLenses())
  }

  /** Starts the camera, on a tap; one stream serves the visit. False when it cannot, with the reason on the panel. */
  async start(): Promise<boolean> {
    // Two taps, or a tap while the page wakes up, open one camera.
    this.#starting ??= this.#begin().finally(() => {
      this.#starting = null
    })
    return this.#starting
  }

  /** Looks, if the camera runs; one that has died meanwhile is opened anew. */
  open(): void {
    if (this.#camera === null) {
      if (this.#panel.state === 'checking') this.#panel.show('off')
    } else if (this.#camera.delivers()) this.#watch()
    else void this.#recover()
  }

  /** Goes on looking for somebody who was told what helps. */
  keepLooking(): void {
    this.#slowAt = performance.now() + SLOW_AGAIN_MS
    this.#panel.show('looking')
  }

  /** Stops looking while a code is checked, and keeps the stream. */
  close(): void {
    this.#open = false
    this.#looking.stop()
    if (this.#camera !== null) this.#panel.show('checking')
  }

  /** Gives the camera back, until the next tap. */
  rest(): void {
    this.close()
    if (this.#camera === null) return
    this.#camera.stop()
    this.#camera = null
    this.#panel.video.srcObject = null
    this.#panel.video.hidden = true
    for (const tool of ['light', 'zoom', 'lens'] as const) this.#panel.tool(tool, false)
    this.#panel.show('paused')
    void keepAwake(false)
  }

  /** After the page was away: goes on with the same stream if it still delivers, else with a new one. */
  async wake(): Promise<void> {
    if (this.#camera === null || !this.#open) return
    if (!this.#camera.delivers()) await new Promise((resolve) => setTimeout(resolve, MUTED_MS))
    if (this.#open) this.open()
  }

  /** Reads a photo with the same reader; a photo is one deliberate look. */
  async readPhoto(photo: Blob): Promise<void> {
    if (!(await this.#decoder.readable)) return this.#panel.show('unreadable')
    this.close()
    this.#panel.show('checking')
    const picture = await createImageBitmap(photo).catch(() => null)
    const texts = picture === null ? [] : await this.#decoder.decode(picture, 'still')
    for (const reading of texts.map(readShown))
      if (reading.kind !== 'malformed') return this.#onCode(reading.code)
    this.#panel.show('unread_photo')
  }

  /** Changes to that lens and remembers it on this device. */
  async chooseLens(id: string): Promise<void> {
    if (this.#camera === null) return
    chooseLens(id)
    this.rest()
    await this.start()
  }

  /** Turns the light on or off. */
  async turnLight(): Promise<void> {
    const light = this.#camera?.light
    if (light === null || light === undefined) return
    this.#lit = !this.#lit
    await light(this.#lit)
    this.#panel.press('light', this.#lit)
  }

  /** Enlarges, or no longer. */
  async turnZoom(): Promise<void> {
    const zoom = this.#camera?.zoom
    if (zoom === null || zoom === undefined) return
    this.#zoomed = !this.#zoomed
    await zoom(this.#zoomed)
    this.#panel.press('zoom', this.#zoomed)
  }

  /** Focuses where somebody tapped the picture, where the camera can. */
  async focusAt(tap: { readonly x: number; readonly y: number }): Promise<void> {
    const { videoWidth, videoHeight, clientWidth, clientHeight } = this.#panel.video
    if (videoWidth === 0) return
    const box = { width: clientWidth, height: clientHeight }
    await this.#camera?.focusOn?.(tappedPoint(tap, box, { width: videoWidth, height: videoHeight }))
  }

  async #begin(): Promise<boolean> {
    if (this.#camera === null) {
      this.#panel.show('starting')
      const opened = await openCamera()
      if (typeof opened === 'string') return this.#fail(opened)
      this.#use(opened)
    }
    if (!(await this.#decoder.readable)) {
      this.rest()
      return this.#fail('unreadable')
    }
    this.#watch()
    return true
  }

  /** What was in view last must leave it first. */
  #watch(): void {
    this.#open = true
    this.#openSince = performance.now()
    this.#slowAt = this.#openSince + SLOW_MS
    this.#sighting = lookAgain(this.#sighting, this.#openSince)
    this.#panel.show('looking')
    // Videos out of sight stop on some phones.
    void this.#panel.video.play().catch(() => {})
    void keepAwake(true)
    this.#looking.start()
  }

  /** Opens the camera anew by itself. Where that takes a tap, the panel asks for one: the reason shows after it. */
  async #recover(): Promise<void> {
    this.rest()
    if (!(await this.start())) this.#panel.show('paused')
  }

  /** A camera in use was taken away: unplugged, by another app, by the system. */
  async #lost(camera: Camera): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, MUTED_MS))
    const gone = this.#camera === camera && this.#open && !camera.delivers()
    if (gone && document.visibilityState === 'visible') await this.#recover()
  }

  async #listLenses(): Promise<void> {
    if (this.#camera === null) return
    const lenses = await allLenses()
    if (this.#camera !== null) this.#panel.list(lenses, this.#camera.lens)
  }

  #use(camera: Camera): void {
    this.#camera = camera
    this.#lit = false
    this.#zoomed = camera.zoomed
    camera.onLost(() => void this.#lost(camera))
    this.#panel.video.srcObject = camera.stream
    this.#panel.video.hidden = false
    this.#panel.tool('light', camera.light !== null)
    this.#panel.tool('zoom', camera.zoom !== null)
    this.#panel.press('zoom', camera.zoomed)
    void this.#listLenses()
  }

  #fail(trouble: Parameters<LensPanel['show']>[0]): false {
    this.#panel.show(trouble)
    return false
  }

  async #look(picture: ImageBitmap): Promise<void> {
    const texts = await this.#decoder.decode(picture)
    if (!this.#open) return
    const now = performance.now()
    const code = this.#seen(texts, now)
    if (code !== null) return this.#onCode(code)
    if (now - this.#openSince > IDLE_MS) return this.rest()
    this.#panel.show(this.#state(now))
  }

  #seen(texts: readonly string[], now: number): string | null {
    const readings = texts.map(readShown)
    for (const reading of readings) {
      const { sighting, accepted } = sight(this.#sighting, reading, now)
      this.#sighting = sighting
      if (accepted !== null) return accepted
    }
    const foreign = readings.length > 0 && readings.every(({ kind }) => kind === 'malformed')
    if (foreign) this.#foreignUntil = now + FOREIGN_SHOWN_MS
    return null
  }

  #state(now: number): 'foreign' | 'slow' | 'looking' {
    if (now < this.#foreignUntil) return 'foreign'
    return now > this.#slowAt ? 'slow' : 'looking'
  }
}
