import type { Context } from 'hono'
import type { Actor } from '../src/audit.ts'
import type { AppEnv } from './env.ts'
import { whereFrom } from './network.ts'

/** Whoever a request speaks for, as the log names them. Behind `allow` only. */
export function actorOf(c: Context<AppEnv>): Actor {
  const { id, role } = c.get('principal')
  return { by: id, role, device: c.get('device'), from: whereFrom(c) }
}
