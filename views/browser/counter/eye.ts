import { readShown } from '../../../src/card.ts'
import { type Camera, chooseNextLens, openCamera } from './camera.ts'
import type { Decoder } from './decoder-worker.ts'
import type { LensPanel } from './lens-panel.ts'
import { type Looking, lookThrough } from './looking.ts'
import { lookAgain, NOTHING_SEEN, sight } from './sighting.ts'
import { keepAwake } from './wake-lock.ts'

// After so long without a code, people are told what helps; after so long without any use, the camera rests.
const SLOW_MS = 10_000
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
  #lit = false
  #openSince = 0
  #foreignUntil = 0

  /** `onCode` gets every code once, the first time it comes into view. */
  constructor(panel: LensPanel, decoder: Decoder, onCode: (code: string) => void) {
    this.#panel = panel
    this.#decoder = decoder
    this.#onCode = onCode
    this.#looking = lookThrough(panel.video, (picture) => this.#look(picture))
  }

  /** Starts the camera, on a tap; one stream serves the visit. False when it cannot, with the reason on the panel. */
  async start(): Promise<boolean> {
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

  /** Looks, if the camera runs; one that has died meanwhile is opened anew. */
  open(): void {
    if (this.#camera === null) {
      if (this.#panel.state === 'checking') this.#panel.show('off')
    } else if (this.#camera.delivers()) this.#watch()
    else void this.#reopen()
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
    this.#panel.tool('light', false)
    this.#panel.tool('lens', false)
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
    const texts = picture === null ? [] : await this.#decoder.decode(picture)
    for (const reading of texts.map(readShown))
      if (reading.kind !== 'malformed') return this.#onCode(reading.code)
    this.#panel.show('unread_photo')
  }

  /** Changes to the next lens and remembers it on this device. */
  async nextLens(): Promise<void> {
    if (this.#camera === null) return
    chooseNextLens(this.#camera)
    await this.#reopen()
  }

  /** Turns the light on or off; gives whether it is on. */
  async turnLight(): Promise<boolean> {
    const light = this.#camera?.light
    if (light === null || light === undefined) return false
    this.#lit = !this.#lit
    await light(this.#lit)
    return this.#lit
  }

  /** What was in view last must leave it first. */
  #watch(): void {
    this.#open = true
    this.#openSince = performance.now()
    this.#sighting = lookAgain(this.#sighting, this.#openSince)
    this.#panel.show('looking')
    // Videos out of sight stop on some phones.
    void this.#panel.video.play().catch(() => {})
    void keepAwake(true)
    this.#looking.start()
  }

  async #reopen(): Promise<void> {
    this.rest()
    await this.start()
  }

  #use(camera: Camera): void {
    this.#camera = camera
    this.#lit = false
    this.#panel.video.srcObject = camera.stream
    this.#panel.video.hidden = false
    this.#panel.tool('light', camera.light !== null)
    this.#panel.tool('lens', camera.lenses.length > 1)
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
    return now - this.#openSince > SLOW_MS ? 'slow' : 'looking'
  }
}
