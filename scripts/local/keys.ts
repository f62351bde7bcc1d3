import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The two keys of a world, 32 bytes each as base64url: codes are derived under one and sealed under the other. */
export type Keys = { readonly CODE_KEY: string; readonly SEAL_KEY: string }

/** The keys of a state folder, made on its first start: without them its codes cannot be found again. */
export function keysOf(stateDir: string): Keys {
  const file = join(stateDir, 'keys.json')
  if (!existsSync(file)) {
    const keys: Keys = { CODE_KEY: newKey(), SEAL_KEY: newKey() }
    writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Keys
}

function newKey(): string {
  return randomBytes(32).toString('base64url')
}
