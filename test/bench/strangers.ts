import { randomBytes, randomInt } from 'node:crypto'
import { codeFromBytes } from '../../src/code.ts'
import type { Client, Issued } from './client.ts'
import { median } from './redeeming.ts'
import { COFFEE } from './work.ts'

/**
 * What somebody without a session may present: a live code, one that nobody issued, a word as another brand may have
 * chosen it, and one whose check symbol is wrong.
 */
const PRESENTED = ['known', 'unknown', 'foreign', 'malformed'] as const

/** The median answer to each, in ms from asking to the last byte. */
export type Strangers = Readonly<Record<(typeof PRESENTED)[number], number>>

const ROUNDS = 15

/** Presents one of each kind at the same moment, round after round, each time from networks that got nothing wrong yet. */
export async function measureStrangers(client: Client, wrong: (what: string) => void): Promise<Strangers> {
  const spent: Record<(typeof PRESENTED)[number], number[]> = {
    known: [],
    unknown: [],
    foreign: [],
    malformed: [],
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const { code } = await client.one<Issued>(client.post('running', '/api/v1/vouchers', COFFEE), 201)
    const codes = { known: code, unknown: anyCode(), foreign: anyWord(), malformed: mistyped(anyCode()) }
    const answers = PRESENTED.map(async (kind, at) => {
      const { status, ms } = await client.asStranger(`/v/${codes[kind]}`, `198.51.${round}.${at}`)
      if (status !== (kind === 'known' ? 200 : 404)) wrong(`a ${kind} code answered ${status}`)
      spent[kind].push(ms)
    })
    await Promise.all(answers)
  }
  const { known, unknown, foreign, malformed } = spent
  return {
    known: median(known),
    unknown: median(unknown),
    foreign: median(foreign),
    malformed: median(malformed),
  }
}

function anyCode(): string {
  return codeFromBytes(randomBytes(8))
}

function anyWord(): string {
  return `SUMMER${randomInt(1000, 9999)}`
}

function mistyped(code: string): string {
  return code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')
}
