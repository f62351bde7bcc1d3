import type { DirectoryObject } from '../durable-objects/directory-object.ts'
import type { PrincipalObject } from '../durable-objects/principal-object.ts'
import type { SystemObject } from '../durable-objects/system-object.ts'
import type { VoucherObject } from '../durable-objects/voucher-object.ts'
import type { Directory } from '../src/directory.ts'
import type { Principal } from '../src/principal.ts'

/** Bindings and variables of one world. Both keys are 32 bytes, base64url. */
export interface Env {
  readonly VOUCHERS: DurableObjectNamespace<VoucherObject>
  readonly PRINCIPALS: DurableObjectNamespace<PrincipalObject>
  readonly DIRECTORY: DurableObjectNamespace<DirectoryObject>
  readonly SYSTEM: DurableObjectNamespace<SystemObject>
  readonly DB: D1Database
  readonly IMAGES: R2Bucket
  /** Cloudflare's Images service, where this deployment has it; without it fewer kinds of pictures are taken. */
  readonly PICTURES?: ImagesBinding
  readonly WORLD: 'test' | 'live'
  readonly JURISDICTION: string
  /** 'info' writes a line for each request, 'warn' only what goes wrong. */
  readonly LOG_LEVEL: 'info' | 'warn'
  /** Which upload runs; absent locally. */
  readonly VERSION?: WorkerVersionMetadata
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
