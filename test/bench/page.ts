import { gzipSync } from 'node:zlib'
import { longest } from './at-rest.ts'
import type { Client, Issued } from './client.ts'
import { COFFEE } from './work.ts'

/** The voucher page as a browser gets it, warm. Sizes in bytes, compressed with gzip at its usual level. */
export interface Page {
  readonly compressed: number
  readonly plainCompressed: number
  /** What the page makes a browser fetch beside itself. */
  readonly files: readonly string[]
  readonly script: number
  readonly scriptCompressed: number
  readonly d1Statements: number
  readonly objectCalls: number
}

/** The page of a voucher with every text at its limit; `plain` is that of the least anybody issues. */
export async function measurePage(client: Client): Promise<Page> {
  const plain = await pageOf(client, COFFEE)
  const full = await pageOf(client, await longest(client))
  const files = [...full.html.matchAll(/<(?:script|img|link)\b[^>]*?\b(?:src|href)="([^"]+)"/g)].map(
    ([, url]) => url ?? '',
  )
  const scripts = files.filter((file) => file.endsWith('.js'))
  const script = (await Promise.all(scripts.map((file) => client.get('running', file)))).join('')
  const { path, objectCalls } = full.tally
  return {
    compressed: gzipSync(full.html).length,
    plainCompressed: gzipSync(plain.html).length,
    files,
    script: Buffer.byteLength(script),
    scriptCompressed: gzipSync(script).length,
    d1Statements: path.d1Statements,
    objectCalls,
  }
}

async function pageOf(client: Client, wish: object) {
  const voucher = await client.one<Issued>(client.post('counted', '/api/v1/vouchers', wish), 201)
  await client.atRest(voucher)
  let html = ''
  const tally = await client.counting(async () => {
    html = await client.get('counted', `/v/${voucher.code}`)
  })
  return { html, tally }
}
