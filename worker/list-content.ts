import * as z from 'zod/mini'
import { campaignSchema, endsBeforeStart } from '../src/campaign.ts'
import { namedSchema, tagSchema } from '../src/listed.ts'
import { planSchema } from '../src/plan.ts'
import { fieldErrors } from './body.ts'
import type { Content, ListName } from './library/lists.ts'
import type { FieldError } from './problem.ts'

const READERS: { readonly [L in ListName]: (value: unknown) => z.core.util.SafeParseResult<Content> } = {
  plans: (value) => z.safeParse(planSchema, value),
  categories: (value) => z.safeParse(namedSchema, value),
  campaigns: (value) => z.safeParse(campaignSchema, value),
  tags: (value) => z.safeParse(tagSchema, value),
  goodwill: (value) => z.safeParse(namedSchema, value),
}

/** What something in a list says, or every field that is wrong with it. */
export function readContent(list: ListName, value: unknown): Content | readonly FieldError[] {
  const read = READERS[list](value)
  if (!read.success) return fieldErrors(read.error.issues)
  const campaign = list === 'campaigns' ? z.safeParse(campaignSchema, read.data) : null
  return campaign?.success && endsBeforeStart(campaign.data)
    ? [{ pointer: '/ends_on', detail: 'must not be before starts_on' }]
    : read.data
}

/** Whether reading found something to say, rather than mistakes. */
export function isContent(read: Content | readonly FieldError[]): read is Content {
  return !Array.isArray(read)
}

/** How ids of each list begin; reasons that every brand begins with are called by their word. */
export const ID_PREFIX: { readonly [L in ListName]: string } = {
  plans: 'pln',
  categories: 'cat',
  campaigns: 'cmp',
  tags: 'tag',
  goodwill: 'rsn',
}
