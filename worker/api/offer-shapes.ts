import * as z from 'zod/mini'
import { OFFER_STATES, offerSchema } from '../../src/offer.ts'
import { cursorSchema } from './list-query.ts'

const { publish_from: _, publish_until: __, ...facts } = offerSchema.shape

/** A moment as callers write it, read as the milliseconds that rules compare. */
const moment = z.optional(
  z.nullable(
    z.pipe(
      z.iso.datetime({ offset: true }),
      z.transform((text) => Date.parse(text)),
    ),
  ),
)

/** All that can be said of an offer, whatever part of it. */
const said = { ...z.partial(z.strictObject(facts)).shape, publish_from: moment, publish_until: moment }

/** POST /offers: a draft, of which only the name must be said. Without `publish_until` it is open until it is ended. */
export const offerRequest = z.strictObject({ ...said, name: facts.name })

/** PATCH /offers/{offer}: what is left out stays as it is. */
export const offerPatch = z.strictObject(said)

/** POST /offers/{offer}/publications: from when until when; what is left out stays as it is. */
export const publicationRequest = z.strictObject({ publish_from: moment, publish_until: moment })

/** POST /offers/{offer}/endings: nothing is asked. */
export const endingRequest = z.strictObject({})

/** Query of GET /offers. */
export const offerQuery = z.strictObject({
  status: z.optional(z.enum(OFFER_STATES)),
  category: z.optional(z.string().check(z.maxLength(60))),
  campaign: z.optional(z.string().check(z.maxLength(60))),
  q: z.optional(z.string().check(z.maxLength(120))),
  cursor: cursorSchema,
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
})

const instant = z.iso.datetime()

/** An offer as the API shows it. Published ahead of its time it is `published`, with `publish_from` to come. */
export const offerShape = z.strictObject({
  id: z.string(),
  slug: z.string(),
  ...facts,
  publish_from: z.nullable(instant),
  publish_until: z.nullable(instant),
  stock_left: z.nullable(z.int().check(z.nonnegative())),
  status: z.enum(OFFER_STATES),
  version: z.int().check(z.positive()),
  created_at: instant,
  updated_at: instant,
})
