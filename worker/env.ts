import type { DirectoryObject } from '../durable-objects/directory-object.ts'
import type { PrincipalObject } from '../durable-objects/principal-object.ts'
import type { VoucherObject } from '../durable-objects/voucher-object.ts'
import type { Directory } from '../src/directory.ts'
import type { Principal } from '../src/principal.ts'

/** Bindings and variables of one world. Both keys are 32 bytes, base64url. */
export interface Env {
  readonly VOUCHERS: DurableObjectNamespace<VoucherObject>
  readonly PRINCIPALS: DurableObjectNamespace<PrincipalObject>
  readonly DIRECTORY: DurableObjectNamespace<DirectoryObject>
  readonly DB: D1Database
  readonly IMAGES: R2Bucket
  readonly WORLD: 'test' | 'live'
  readonly JURISDICTION: string
  readonly CODE_KEY: string
  readonly SEAL_KEY: string
}

/** What every handler finds in its context. */
export interface AppEnv {
  Bindings: Env
  Variables: {
    /** When the request arrived: the one clock reading of a request outside its objects. */
    now: number
    requestId: string
    directory: Directory
    /** Set by `allow`: a handler behind it always has one. */
    principal: Principal
    /** Whether settings, not the role, let this principal issue by hand; known only where it was asked. */
    issues?: boolean
    /** The session or key that spoke, as a device: undo and repeats are recognised by it. */
    device: string
  }
}
