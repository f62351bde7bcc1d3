import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { chromiumPath } from '../chromium.ts'

/**
 * `node scripts/demo/draw.ts` draws every pictures/*.svg as the .webp of the same name and size, as the product takes no
 * SVG. Run it after a drawing has changed and commit both.
 */
const folder = join(import.meta.dirname, 'pictures')
const quality = 0.82

const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] })
const page = await browser.newPage()
for (const name of (await readdir(folder)).filter((file) => file.endsWith('.svg'))) {
  const drawing = await readFile(join(folder, name), 'base64')
  const url = await page.evaluate<string>(painting(`data:image/svg+xml;base64,${drawing}`))
  const picture = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
  await writeFile(join(folder, name.replace(/svg$/, 'webp')), picture)
  console.log(`${name.padEnd(20)} ${picture.length} bytes`)
}
await browser.close()

/** What the browser runs, as text: this file knows no DOM. */
function painting(url: string): string {
  return `new Promise((done, failed) => {
    const image = new Image()
    image.onerror = failed
    image.onload = () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
      canvas.getContext('2d').drawImage(image, 0, 0)
      done(canvas.toDataURL('image/webp', ${quality}))
    }
    image.src = '${url}'
  })`
}
