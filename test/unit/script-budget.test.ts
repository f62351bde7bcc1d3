import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { assets } from '../../views/assets.ts'

async function compressed(names: readonly (keyof typeof assets)[]): Promise<number> {
  const files = names.map((name) => readFile(join(import.meta.dirname, '../../views/assets', assets[name])))
  return (await Promise.all(files)).reduce((sum, file) => sum + gzipSync(file).length, 0)
}

describe('The scripts of the scanning page', () => {
  it('are at most 30 KB compressed before the decoder', async () => {
    expect(await compressed(['htmx.js', 'scan.js'])).toBeLessThanOrEqual(30 * 1024)
  })

  it('are next to nothing where a page only fetches the decoder early', async () => {
    expect(await compressed(['warm.js'])).toBeLessThanOrEqual(1024)
  })
})
