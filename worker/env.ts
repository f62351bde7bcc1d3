import type { AccountObject } from '../durable-objects/account-object.ts'
import type { DirectoryObject } from '../durable-objects/directory-object.ts'
import type { LimiterObject } from '../durable-objects/limiter-object.ts'
import type { PrincipalObject } from '../durable-objects/principal-object.ts'
import type { StockObject } from '../durable-objects/stock-object.ts'
import type { SystemObject } from '../durable-objects/system-object.ts'
import type { VoucherObject } from '../durable-objects/voucher-object.ts'
import type { Directory } from '../src/directory.ts'
import type { GuessReason } from '../src/guess.ts'
import type { Principal } from '../src/principal.ts'
import type { Session } from '../src/session.ts'
import type { Mailer } from './mail.ts'

/** Bindings and variables of one world. Both keys are 32 bytes, base64url. */
export interface Env {
  readonly VOUCHERS: DurableObjectNamespace<VoucherObject>
  readonly PRINCIPALS: DurableObjectNamespace<PrincipalObject>
  readonly DIRECTORY: DurableObjectNamespace<DirectoryObject>
  readonly SYSTEM: DurableObjectNamespace<SystemObject>
  readonly LIMITER: DurableObjectNamespace<LimiterObject>
  readonly ACCOUNTS: DurableObjectNamespace<AccountObject>
  readonly STOCK: DurableObjectNamespace<StockObject>
  readonly DB: D1Database
  readonly IMAGES: R2Bucket
  /** Cloudflare's Images service, where this deployment has it; without it fewer kinds of pictures are taken. */
  readonly PICTURES?: ImagesBinding
  /** Cloudflare's email binding, where this deployment has one; without it nobody can sign in by email. */
  readonly MAIL?: SendEmail
  /** The address letters come from; with `MAIL`. */
  readonly MAIL_FROM?: string
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
    /** The session that spoke, or null for a key. Set by `allow`. */
    session: Session | null
    /** When a caller that was slowed was let in; absent for everybody else. */
    answerFrom?: number
    /** How letters leave this deployment. */
    mailer: Mailer | null
    /** The session or key that spoke, as a device: undo and repeats are recognised by it. */
    device: string
    /** Set by a handler whose answer is that what was presented leads nowhere; `guarded` counts it. */
    miss?: { readonly reason: GuessReason; readonly text: string }
  }
}
