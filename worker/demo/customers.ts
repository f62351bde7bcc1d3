import { createHash } from 'node:crypto'
import { type CustomerId, idSymbols, type StoreId } from '../../src/id.ts'
import { addDays, type Instant, instantOf, type LocalDate } from '../../src/local-time.ts'
import { fold } from '../../src/search-terms.ts'
import type { CustomerRow } from '../library/customers.ts'
import { digestOf } from '../secrets.ts'
import { MERIDIANO, PONTA } from './brand.ts'
import { type Chance, chanceOf } from './chance.ts'
import { PEOPLE, type Someone } from './people.ts'

/** A customer of the demo: the row D1 gets, and the shop they usually go to. */
export interface Regular {
  readonly id: CustomerId
  readonly name: string
  readonly home: StoreId
  readonly since: Instant
  readonly row: CustomerRow
}

/** The customers as of a day. */
export function customersOn(today: LocalDate): readonly Regular[] {
  return PEOPLE.map((someone, index) => {
    const chance = chanceOf(`customer ${someone.name}`)
    const daysAgo = daysSinceJoining(index, chance)
    const hour = String(chance.between(9, 18)).padStart(2, '0')
    const since = instantOf(
      addDays(today, -daysAgo),
      `${hour}:${chance.between(10, 59)}`,
      MERIDIANO.brand.zone,
    )
    const { name, home } = someone
    return { id: customerIdOf(name), name, home, since, row: rowOf(someone, index, since) }
  })
}

/** The id of a customer of the demo: the same in every state folder. */
export function customerIdOf(name: string): CustomerId {
  return `cus_${symbolsOf(`customer ${name}`)}`
}

/** Two in five were there before the year that is told, the first of them first; many have joined lately. */
function daysSinceJoining(index: number, chance: Chance): number {
  if (index === 0) return 401
  if (index % 5 < 2) return chance.between(366, 400)
  return chance.hit(0.35) ? chance.between(4, 60) : chance.between(61, 350)
}

function rowOf(
  { name, home, locale, birthday, tags, notes }: Someone,
  index: number,
  since: Instant,
): CustomerRow {
  return {
    id: customerIdOf(name),
    name,
    email: emailOf(name, index),
    phone: phoneOf(index),
    cardToken: `card_${symbolsOf(`card ${name}`)}`,
    birthday: birthday ?? null,
    locale: locale ?? 'pt-PT',
    zone: home === PONTA ? 'Atlantic/Azores' : MERIDIANO.brand.zone,
    tags: [...(tags ?? [])],
    marketing: tags?.includes('newsletter') ?? false,
    notes: notes ?? null,
    planId: null,
    mergedInto: null,
    erasedAt: null,
    version: 1,
    createdAt: since,
    updatedAt: null,
    command: digestOf('demo', 'customer', name),
    digest: digestOf(name).slice(0, 32),
  }
}

/** First and last name at a domain nobody has (RFC 2606). */
function emailOf(name: string, index: number): string {
  const words = fold(name)
    .replace(/[^a-z ]/g, '')
    .split(' ')
  const domain = ['example.com', 'example.net', 'correio.example'][index % 3]
  return `${words[0]}.${words.at(-1)}@${domain}`
}

/** Numbers of the right shape whose subscriber part begins with 000: nobody is called by mistake. */
function phoneOf(index: number): string {
  const prefix = ['91', '96', '93', '92'][index % 4]
  return `+351${prefix}0000${String((index * 137 + 412) % 1000).padStart(3, '0')}`
}

/** 128 bits of SHA-256, as ids are written. */
function symbolsOf(text: string): string {
  return idSymbols(createHash('sha256').update(`meridiano ${text}`).digest())
}
