import * as z from 'zod/mini'
import { campaignSchema } from '../../src/campaign.ts'
import { LISTED_STATES, namedSchema } from '../../src/listed.ts'
import { currencySchema } from '../../src/money.ts'
import { planSchema } from '../../src/plan.ts'
import { type Call, get, patch, post } from './calls.ts'
import { listOf } from './shapes.ts'

/** What stands beside the facts of everything in a list. */
const standing = { state: z.enum(LISTED_STATES), version: z.int().check(z.positive()) }
/** A change may also archive, or restore. */
const changing = { state: z.optional(z.enum(LISTED_STATES)) }

const plan = planSchema.shape
const campaign = campaignSchema.shape

/** POST: what was not said is null, empty, or a month. */
export const CREATIONS = {
  plans: z.strictObject({
    name: plan.name,
    price: z._default(plan.price, null),
    period: z._default(plan.period, 'month'),
    gives: z._default(plan.gives, []),
    vouchers: z._default(plan.vouchers, []),
  }),
  categories: namedSchema,
  campaigns: z.strictObject({
    name: campaign.name,
    goal: z._default(campaign.goal, null),
    budget: z._default(campaign.budget, null),
    starts_on: z._default(campaign.starts_on, null),
    ends_on: z._default(campaign.ends_on, null),
  }),
} as const

/** PATCH: only what changes. */
export const CHANGES = {
  plans: z.strictObject({ ...z.partial(planSchema).shape, ...changing }),
  categories: z.strictObject({ ...z.partial(namedSchema).shape, ...changing }),
  campaigns: z.strictObject({ ...z.partial(campaignSchema).shape, ...changing }),
} as const

/** The lists of the settings that shop systems keep too. */
export type ApiList = keyof typeof CREATIONS

const SHAPES = {
  plans: z.strictObject({ id: z.string(), ...planSchema.shape, ...standing }),
  categories: z.strictObject({ id: z.string(), ...namedSchema.shape, ...standing }),
  campaigns: z.strictObject({
    id: z.string(),
    ...campaignSchema.shape,
    /** What its offers can still promise; null without a budget. */
    budget_left: z.nullable(
      z.strictObject({ amount: z.int().check(z.minimum(0)), currency: currencySchema }),
    ),
    ...standing,
  }),
} as const

/** The calls of the brand's lists, whole and in the brand's order. */
export const listCalls: readonly Call[] = [
  ...callsOf('plans', 'plan'),
  ...callsOf('categories', 'category'),
  ...callsOf('campaigns', 'campaign'),
]

function callsOf(list: ApiList, one: string): readonly Call[] {
  const shape = SHAPES[list]
  return [
    post(`/${list}`, `Add a ${one}`, 'settings:write', CREATIONS[list], shape),
    get(`/${list}`, `List all ${list} in the brand's order`, 'settings:read', listOf(shape)),
    get(`/${list}/{id}`, `Read a ${one} with its version`, 'settings:read', shape),
    patch(`/${list}/{id}`, `Change, archive or restore a ${one}`, 'settings:write', CHANGES[list], shape),
  ]
}
