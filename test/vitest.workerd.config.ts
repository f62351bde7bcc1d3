import { join } from 'node:path'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { build as bundle } from 'esbuild'
import { defineConfig, type Plugin } from 'vitest/config'

const root = join(import.meta.dirname, '..')

/** The barcode writer as the deployed bundle has it, the one kind in use: whole, it is half of all a test's worker is sent. */
const barcodesInUse: Plugin = {
  name: 'barcodes-in-use',
  enforce: 'pre',
  async load(id) {
    if (!id.endsWith('/bwip-js/dist/bwip-js-gen.mjs')) return null
    const { outputFiles } = await bundle({
      stdin: { contents: "export { code128 } from 'bwip-js/generic'", resolveDir: root },
      bundle: true,
      format: 'esm',
      minify: true,
      write: false,
    })
    return { code: outputFiles[0]?.text ?? '', map: { mappings: '' } }
  },
}

/** Nobody steps through a library here, and its source maps are larger than itself: all modules known so far go to each new worker in one message, which may hold 32 MiB. */
const librariesUnmapped: Plugin = {
  name: 'libraries-unmapped',
  enforce: 'post',
  transform: (code, id) => (id.includes('/node_modules/') ? { code, map: { mappings: '' } } : null),
}

/**
 * What needs the Workers runtime: objects, routes and faults, against wrangler.toml's test world with its own storage
 * on disk for each file. Keys are fixed, so that codes are the same in every run.
 */
export default defineConfig({
  root,
  plugins: [
    barcodesInUse,
    librariesUnmapped,
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
    // Two cores, and much of a test is waiting for an answer that is given at a fixed time.
    maxWorkers: 2,
    // Hundreds of calls in one test, beside a browser, on two cores.
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    // workerd sees no host environment: with these a failing life is lived again.
    env: { FAULT_SEED: process.env.FAULT_SEED ?? '', FAULT_RUNS: process.env.FAULT_RUNS ?? '' },
  },
})
