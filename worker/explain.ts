import type { Context } from 'hono'
import { storeOf } from '../src/directory.ts'
import type { Refusal } from '../src/refusal.ts'
import { displayFor } from '../views/display.ts'
import { en } from '../views/words/en.ts'
import type { RefusalTerms, RefusalWords } from '../views/words/refusal-words.ts'
import type { AppEnv } from './env.ts'
import type { RequestReason } from './problem.ts'

/** The sentence a person reads for a refusal: the fact that helps and what to do next, on the reader's clock. */
export function explain(c: Context<AppEnv>, refusal: Refusal | { readonly reason: RequestReason }): string {
  const requests: Readonly<Record<string, string>> = en.requests
  return requests[refusal.reason] ?? sentence(en.refusals, refusal as Refusal, termsFor(c))
}

function sentence(words: RefusalWords, refusal: Refusal, terms: RefusalTerms): string {
  // The table is total over reasons; only the pairing of key and argument is beyond the type checker.
  const say = words[refusal.reason] as (refusal: Refusal, terms: RefusalTerms) => string
  return say(refusal, terms)
}

function termsFor(c: Context<AppEnv>): RefusalTerms {
  const { directory, now } = c.var
  const { brand } = directory
  const display = displayFor(brand.locale)
  return {
    ago: (at) => display.relative(at, now),
    moment: (at, zone) => display.moment(at, now, zone ?? brand.zone),
    until: (closesAt, zone) => {
      const where = zone ?? brand.zone
      return `${display.dateTime(display.until(closesAt, where), where)}, ${en.common.zone(display.city(where))}`
    },
    money: (amount, currency) => display.money(amount, currency),
    list: (items) => display.list(items),
    storeName: (id) => storeOf(directory, `sto_${id.slice(4)}`)?.name ?? null,
  }
}
