import { type Browser, chromium } from 'playwright-core'
import { chromiumPath } from '../../scripts/chromium.ts'

/**
 * A headless Chromium that grants the camera without asking. What its camera sees is the .y4m or .mjpeg file, in a
 * loop; without one, Chromium's own test picture. It has so many lenses.
 */
export async function launchChromium(camera?: string, lenses = 1): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      // Chromium's sandbox refuses to run as root, and only pages of our own are opened.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--use-fake-ui-for-media-stream',
      `--use-fake-device-for-media-stream=device-count=${lenses}`,
      ...(camera === undefined ? [] : [`--use-file-for-fake-video-capture=${camera}`]),
    ],
  })
}
