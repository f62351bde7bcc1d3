import type * as z from 'zod/mini'
import type { Action } from '../../src/permission.ts'

/** One call of the API: what it does, who may, what goes in and what comes out on success. */
export interface Call {
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  readonly path: string
  readonly does: string
  readonly scope: Action
  readonly takes?: z.ZodMiniType
  readonly query?: z.ZodMiniObject
  readonly gives: z.ZodMiniType
  readonly status: 200 | 201
  readonly keyed: boolean
  /** May be answered 202: it goes on by itself, and the same request sent again tells how it ended. */
  readonly later?: boolean
  /** Takes `If-Match` with the version that is to be changed. */
  readonly versioned?: boolean
}

/** A creation or act, under a key of the caller's own. */
export const post = (
  path: string,
  does: string,
  scope: Action,
  takes: z.ZodMiniType,
  gives: z.ZodMiniType,
): Call => ({
  method: 'post',
  path,
  does,
  scope,
  takes,
  gives,
  status: 201,
  keyed: true,
})
/** A reading. */
export const get = (
  path: string,
  does: string,
  scope: Action,
  gives: z.ZodMiniType,
  query?: z.ZodMiniObject,
): Call => ({
  method: 'get',
  path,
  does,
  scope,
  gives,
  status: 200,
  keyed: false,
  ...(query && { query }),
})

/** A change of what somebody else may be changing too: only of the version the caller has seen. */
export const patch = (
  path: string,
  does: string,
  scope: Action,
  takes: z.ZodMiniType,
  gives: z.ZodMiniType,
): Call => ({ method: 'patch', path, does, scope, takes, gives, status: 200, keyed: false, versioned: true })
