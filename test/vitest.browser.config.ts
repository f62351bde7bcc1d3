import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = join(import.meta.dirname, '..')

/** Node drives Debian's Chromium against a server of its own; two files at a time, as much of it is waiting. */
export default defineConfig({
  root,
  test: {
    name: 'browser',
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/loaded.setup.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What a press leads to may still be on its way when it is looked at.
    expect: { poll: { timeout: 10_000 } },
  },
})
