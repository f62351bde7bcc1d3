import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = join(import.meta.dirname, '..')

/** What needs no runtime but Node: `unit` in a second, `process` with servers that are started and killed. */
export default defineConfig({
  root,
  test: {
    // Two cores, and much of it is waiting for servers to start.
    maxWorkers: 2,
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['test/{unit,property,views}/**/*.test.{ts,tsx}', 'test/tidy.test.ts'],
          // The whole tree is read, beside a server that starts, on two cores.
          testTimeout: 30_000,
        },
      },
      {
        root,
        test: {
          name: 'process',
          include: ['test/faults/**/*.process.test.ts', 'test/bundle.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
