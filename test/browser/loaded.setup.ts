import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { loadDemo } from '../../scripts/local/demo.ts'
import { startServer } from '../../scripts/local/server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A state folder with the demo brand in it: each test file starts from a copy. */
    meridiano: string
  }
}

/** Loads the demo brand once for all test files. */
export default async function load(project: TestProject): Promise<() => Promise<void>> {
  const stateDir = await mkdtemp(join(tmpdir(), 'vale-meridiano-'))
  const server = await startServer({ stateDir, port: 0, entry: 'demo' })
  await loadDemo(server.url, () => {})
  await server.stop()
  project.provide('meridiano', stateDir)
  return () => rm(stateDir, { recursive: true, force: true })
}
