import * as z from 'zod/mini'
import { STAFF_ROLES, STANDINGS } from '../../src/staffing.ts'
import { storeIdSchema } from '../../src/terms.ts'
import { readNameCursor } from '../library/people.ts'
import { type Call, get, patch, post } from './calls.ts'
import { listOf } from './shapes.ts'

const instant = z.iso.datetime()
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(120))
const partnerId = z.string().check(z.regex(/^ptn_[0-9a-z_]{1,40}$/))
const contact = {
  email: z.optional(z.nullable(z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email()))),
  phone: z.optional(z.nullable(z.string().check(z.maxLength(40)))),
}
const stores = z.array(storeIdSchema).check(z.maxLength(500))

/** POST /staff. Everybody has at least one store. Admins are made by admins, in the settings: 403 `admin_by_people`. */
export const staffRequest = z.strictObject({
  name,
  role: z.enum(STAFF_ROLES),
  store_ids: z.optional(stores),
  partner_id: z.optional(z.nullable(partnerId)),
  ...contact,
})

/** PATCH /staff/{person}: what is absent stays. `state: active` lets somebody back, who then needs a new invitation. */
export const staffChange = z.strictObject({
  name: z.optional(name),
  role: z.optional(z.enum(STAFF_ROLES)),
  store_ids: z.optional(stores),
  partner_id: z.optional(z.nullable(partnerId)),
  ...contact,
  state: z.optional(z.enum(['active', 'suspended', 'archived'])),
})

/** POST /staff/{person}/invitations takes nothing. */
export const invitationRequest = z.strictObject({})

const invitation = z.strictObject({ url: z.string(), ends_at: instant })

/** Somebody at work. */
const staffShape = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: z.enum(STAFF_ROLES),
  store_ids: z.array(z.string()),
  partner_id: z.nullable(z.string()),
  email: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  state: z.enum(STANDINGS),
  invited_at: z.nullable(instant),
  joined_at: z.nullable(instant),
  last_seen_at: z.nullable(instant),
  version: z.int().check(z.nonnegative()),
})

/** The same just created, with the link that lets them in once. */
const newStaffShape = z.strictObject({ ...staffShape.shape, invitation })

/** Query of GET /staff. `q`: words of the name. Archived people only where `state` says so. */
export const staffQuery = z.strictObject({
  q: z.optional(z.string().check(z.maxLength(120))),
  state: z.optional(z.enum(STANDINGS)),
  cursor: z.optional(
    z.string().check(
      z.maxLength(900),
      z.refine((text) => readNameCursor(text) !== null, { error: 'is not a next_cursor of this list' }),
    ),
  ),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
})

/** Calls about the people at work. */
export const staffCalls: readonly Call[] = [
  post(
    '/staff',
    'Add somebody and get the link that lets them in once; only people make an admin',
    'staff:write',
    staffRequest,
    newStaffShape,
  ),
  get('/staff', 'List the people at work by name', 'staff:read', listOf(staffShape), staffQuery),
  get('/staff/{person}', 'Read one of them exactly', 'staff:read', staffShape),
  patch(
    '/staff/{person}',
    'Change them, suspend or archive them, let them back; only people raise somebody to admin or let one back',
    'staff:write',
    staffChange,
    staffShape,
  ),
  post(
    '/staff/{person}/invitations',
    'Invite them again: the newest link is the only one that works; only people invite an admin',
    'staff:write',
    invitationRequest,
    invitation,
  ),
]
