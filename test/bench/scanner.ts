import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import QRCode from 'qrcode-svg'
import { cameraFilm } from '../browser/camera-film.ts'
import { launchChromium } from '../browser/chromium.ts'
import type { Client, Issued } from './client.ts'
import { median } from './redeeming.ts'
import { COFFEE } from './work.ts'

/** Medians in ms of the scanning page in a browser: its own camera code, its decoder, its request, its painting. */
export interface Scanner {
  readonly rounds: number
  /** From the tap that starts the camera until the code in front of it has been read. */
  readonly cameraToDecoded: number
  /** From then until the verdict is painted. */
  readonly decodedToVerdict: number
}

const ROUNDS = 7

/** Holds a new voucher before Chromium's fake camera, round after round, each in a browser of its own. */
export async function measureScanner(
  client: Client,
  folder: string,
  wrong: (what: string) => void,
): Promise<Scanner> {
  const films = await mkdtemp(join(folder, 'vale-bench-films-'))
  const scans: Scan[] = []
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { code } = await client.one<Issued>(client.post('running', '/api/v1/vouchers', COFFEE), 201)
      const film = join(films, `${round}.y4m`)
      const rows = new QRCode({ content: code, ecl: 'Q' }).qrcode.modules
      await writeFile(film, cameraFilm([{ rows, pictures: 5 }]))
      const scan = await scanIn(film, client)
      if (scan.verdict !== 'valid') wrong(`a voucher before the camera was ${scan.verdict}`)
      scans.push(scan)
    }
  } finally {
    await rm(films, { recursive: true, force: true })
  }
  return {
    rounds: ROUNDS,
    cameraToDecoded: median(scans.map(({ cameraToDecoded }) => cameraToDecoded)),
    decodedToVerdict: median(scans.map(({ decodedToVerdict }) => decodedToVerdict)),
  }
}

interface Scan {
  readonly cameraToDecoded: number
  readonly decodedToVerdict: number
  readonly verdict: string | undefined
}

async function scanIn(film: string, client: Client): Promise<Scan> {
  const browser = await launchChromium(film)
  try {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    await context.addCookies([await client.operator()])
    const page = await context.newPage()
    // As after signing in, when the decoder has been fetched.
    await page.goto(client.at('/scan'), { waitUntil: 'networkidle' })
    return await page.evaluate<Scan>(TIMED)
  } finally {
    await browser.close()
  }
}

// Taps, and takes the times where they happen. As text: the bench knows no page's names.
const TIMED = `new Promise((resolve) => {
  const region = document.getElementById('verdict')
  let decoded = 0
  document.addEventListener('htmx:before:request', () => { decoded = performance.now() })
  const tapped = performance.now()
  const watch = new MutationObserver(() => {
    const shown = region.querySelector('[data-verdict]')
    if (shown === null) return
    watch.disconnect()
    const done = () => resolve({
      cameraToDecoded: decoded - tapped,
      decodedToVerdict: performance.now() - decoded,
      verdict: shown.dataset.verdict,
    })
    // Once the next frame has been made, this one has been painted.
    requestAnimationFrame(() => setTimeout(done))
  })
  watch.observe(region, { childList: true, subtree: true })
  document.querySelector('[data-act=start][data-when~=off]').click()
})`
