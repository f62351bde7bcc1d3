import type { PrincipalId } from '../src/id.ts'
import { entered, left, type Roster } from '../src/roster.ts'
import type { PrincipalObject } from './principal-object.ts'

/** What a principal's object needs from its surroundings. */
export interface PrincipalEnv {
  readonly DB: D1Database
  readonly PRINCIPALS: DurableObjectNamespace<PrincipalObject>
  readonly JURISDICTION: string
}

/** The one object of this class that is nobody: it keeps the roster of admins (src/roster.ts). */
const ROSTER = 'roster'

/** That object, as another one of its class asks it. */
export function rosterOf({ PRINCIPALS, JURISDICTION }: PrincipalEnv): DurableObjectStub<PrincipalObject> {
  const namespace =
    JURISDICTION === '' ? PRINCIPALS : PRINCIPALS.jurisdiction(JURISDICTION as DurableObjectJurisdiction)
  return namespace.get(namespace.idFromName(ROSTER))
}

/** The roster of active admins as its object keeps it; used within a transaction. */
export class RosterNames {
  readonly #kv: SyncKvStorage

  constructor(kv: SyncKvStorage) {
    this.#kv = kv
  }

  /** Somebody is an active admin since their change `seq`. */
  enter(id: PrincipalId, seq: number): void {
    this.#kv.put('roster', entered(this.#roster(), id, seq))
  }

  /** Takes somebody out at their change `seq`; false for the last one, who stays. */
  leave(id: PrincipalId, seq: number): boolean {
    const roster = left(this.#roster(), id, seq)
    if (roster !== null) this.#kv.put('roster', roster)
    return roster !== null
  }

  #roster(): Roster {
    return this.#kv.get<Roster>('roster') ?? {}
  }
}
