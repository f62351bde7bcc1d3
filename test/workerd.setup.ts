/// <reference types="@cloudflare/vitest-plugin/types" />
import { applyD1Migrations, type D1Migration } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { Env as WorkerEnv } from '../worker/env.ts'

declare global {
  namespace Cloudflare {
    interface Env extends WorkerEnv {
      /** Read from migrations/*.sql by the configuration, as the runtime has no files. */
      readonly MIGRATIONS: D1Migration[]
      /** Cloudflare's Images service, as sharp plays it. */
      readonly IMAGES_SERVICE: ImagesBinding
    }
    interface GlobalProps {
      mainModule: typeof import('../worker/index.ts')
    }
  }
}

await applyD1Migrations(env.DB, env.MIGRATIONS)
