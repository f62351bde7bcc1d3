import { join } from 'node:path'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const root = join(import.meta.dirname, '..')

/**
 * What needs the Workers runtime: objects, routes and faults, against wrangler.toml's test world with its own storage
 * on disk for each file. Keys are fixed, so that codes are the same in every run.
 */
export default defineConfig({
  root,
  plugins: [
    cloudflareTest(async () => ({
      wrangler: { configPath: join(root, 'wrangler.toml'), environment: 'test' },
      miniflare: {
        cf: false,
        // Under a name the Worker does not know: a world has no Images service unless a test gives it this one.
        images: { binding: 'IMAGES_SERVICE' },
        bindings: {
          CODE_KEY: 'Y29kZSBrZXkgb2YgdGhlIHRlc3Qgd29ybGQsIDMyIEI',
          SEAL_KEY: 'c2VhbCBrZXkgb2YgdGhlIHRlc3Qgd29ybGQsIDMyIEI',
          LOG_LEVEL: 'warn',
          MIGRATIONS: await readD1Migrations(join(root, 'migrations')),
        },
      },
    })),
  ],
  test: {
    name: 'workerd',
    include: ['test/{objects,routes,faults}/**/*.test.{ts,tsx}'],
    exclude: ['test/faults/**/*.process.test.ts'],
    setupFiles: ['test/workerd.setup.ts'],
    // An object may speak after its test has ended; nobody waits for it then.
    disableConsoleIntercept: true,
    // Kept on disk, all modules known so far go to each new worker in one message, and ours are more than a message holds.
    fsModuleCache: false,
    // Two cores, and much of a test is waiting for an answer that is given at a fixed time.
    maxWorkers: 2,
    // Hundreds of calls in one test, beside a browser, on two cores.
    testTimeout: 30_000,
    // workerd sees no host environment: with these a failing life is lived again.
    env: { FAULT_SEED: process.env.FAULT_SEED ?? '', FAULT_RUNS: process.env.FAULT_RUNS ?? '' },
  },
})
