import type { Actor } from '../../src/audit.ts'
import type { PrincipalId } from '../../src/id.ts'

/** An admin at work, on a desk of their own. */
export function actorNamed(by: PrincipalId): Actor {
  return { by, role: 'admin', device: null, from: '192.0.2.0/24 PT' }
}
