import { addDays, type Instant, localDateOf, startOfDay } from '../../src/local-time.ts'
import { dueAt, type Lasting, periodAt } from '../../src/membership.ts'
import type { Env } from '../env.ts'
import { sellMembership } from '../library/memberships.ts'
import { digestOf } from '../secrets.ts'
import { MERIDIANO } from './brand.ts'
import { customerIdOf } from './customers.ts'
import { listedId } from './lists.ts'
import { INES, placeOf } from './staff.ts'

const { zone } = MERIDIANO.brand

/** Who has which plan, and since how many days. */
const MEMBERS = [
  { name: 'Mafalda Corte-Real', plan: 'Mornings', days: 74 },
  { name: 'Teresa Mourão', plan: 'Mornings', days: 41 },
  { name: 'Vasco Azeredo', plan: 'Mornings', days: 9 },
  { name: 'João Vasconcelos e Sá', plan: 'Patrons', days: 130 },
] as const

/** Sells them their plans; the clock gives out what the running periods owe. May be repeated. */
export async function sellPlans(env: Env, now: Instant): Promise<void> {
  for (const { name, plan, days } of MEMBERS) {
    const startsAt = startOfDay(addDays(localDateOf(now, zone), -days), zone)
    const period = plan === 'Mornings' ? 'month' : 'year'
    const lasting: Lasting = { startsAt, endsAt: null, zone, period }
    const nextPeriod = periodAt(lasting, now)
    const command = digestOf('demo', 'plan', name)
    const row = {
      ...lasting,
      id: `mbr_${command.slice(0, 26)}` as const,
      customerId: customerIdOf(name),
      planId: listedId('plans', plan),
      nextPeriod,
      dueAt: dueAt(lasting, nextPeriod),
      endedAt: null,
      place: placeOf(INES, null),
      soldAt: startsAt,
      command,
      digest: '',
    }
    await sellMembership(env.DB, row, { by: INES.id, role: 'admin', device: null, from: null, at: startsAt })
  }
}
