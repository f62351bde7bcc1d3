import { parseArgs } from 'node:util'
import { CannotStart } from '../local/cannot-start.ts'
import type { Steps } from './steps.ts'

/** Where data must stay; empty for anywhere. Chosen once: another one would be another, empty brand. */
const JURISDICTIONS = ['', 'eu', 'fedramp'] as const
export type Jurisdiction = (typeof JURISDICTIONS)[number]
export type WorldName = 'live' | 'test'

/** What the command line says already; the rest is asked. */
export interface Flags {
  readonly host?: string | undefined
  readonly world?: string | undefined
  readonly account?: string | undefined
  readonly jurisdiction?: string | undefined
  /** Nobody is there to be asked. */
  readonly yes: boolean
}

/** Reads `--host NAME --world live|test [--account ID] [--jurisdiction none|eu|fedramp] [--yes]`, or VALE_HOST and so on. */
export function flagsOf(args: readonly string[], env: NodeJS.ProcessEnv): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      host: { type: 'string' },
      world: { type: 'string' },
      account: { type: 'string' },
      jurisdiction: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  })
  return {
    host: values.host ?? env.VALE_HOST,
    world: values.world ?? env.VALE_WORLD,
    account: values.account ?? env.CLOUDFLARE_ACCOUNT_ID,
    jurisdiction: values.jurisdiction ?? env.VALE_JURISDICTION,
    yes: values.yes,
  }
}

/** The answer to a question: given already, or asked until it makes sense. */
export async function answer<T>(
  steps: Steps,
  given: string | undefined,
  question: { readonly text: string; readonly flag: string; read(text: string): T | null },
): Promise<T> {
  if (given !== undefined) {
    const read = question.read(given.trim())
    if (read === null) throw new CannotStart(`"${given}" is no answer to: ${question.text}`)
    return read
  }
  if (steps.ask === null)
    throw new CannotStart(`Say ${question.flag}: nobody is here to be asked "${question.text}"`)
  for (;;) {
    const read = question.read((await steps.ask(`${question.text} `)).trim())
    if (read !== null) return read
    steps.say('That is no answer to this question.')
  }
}

/** A host name as browsers know it: no scheme, port or path. */
export function readHost(text: string): string | null {
  const name = text
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/\/$/, '')
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
  return name.length <= 253 && new RegExp(`^(?:${label}\\.)+[a-z]{2,63}$`).test(name) ? name : null
}

/** `live` or `test`. */
export function readWorld(text: string): WorldName | null {
  return text === 'live' || text === 'test' ? text : null
}

/** `none`, `eu` or `fedramp`. */
export function readJurisdiction(text: string): Jurisdiction | null {
  const named = text === 'none' ? '' : text
  return text === '' ? null : (JURISDICTIONS.find((one) => one === named) ?? null)
}

/** `yes` or `no`. */
export function readYes(text: string): boolean | null {
  return /^y(?:es)?$/i.test(text) ? true : /^no?$/i.test(text) ? false : null
}
