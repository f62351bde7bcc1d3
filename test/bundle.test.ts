import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { build, type Entry } from '../scripts/build.ts'

/** The Worker as it is uploaded, and the local one. */
async function bundleOf(entry: Entry): Promise<string> {
  return readFile(join(await build(entry), `${entry}.js`), 'utf8')
}

/** What only the demo says: its doors, its brand, its people, and the call that writes a finished ledger. */
const OF_THE_DEMO = [
  '/demo/',
  'Meridiano',
  'Joana Martins',
  'BEMVINDOS',
  'usr_ines',
  '.adopt(',
  '/dev/mailbox',
]

describe('what is deployed', () => {
  it.each(OF_THE_DEMO)(
    'has nothing of the demo: no %s',
    async (words) => {
      expect(await bundleOf('demo')).toContain(words)
      expect(await bundleOf('index')).not.toContain(words)
    },
    120_000,
  )
})
