import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The two keys of a world, 32 bytes each as base64url: codes are derived under one and sealed under the other. */
export type Keys = { readonly CODE_KEY: string; readonly SEAL_KEY: string }

/** The keys of a state folder, made on its first start: without them its codes cannot be found again. */
export function keysOf(stateDir: string): Keys {
  return storedKeys(stateDir) ?? givenKeys(stateDir, { CODE_KEY: newKey(), SEAL_KEY: newKey() })
}

/** The keys a state folder has, or null. */
export function storedKeys(stateDir: string): Keys | null {
  const file = join(stateDir, 'keys.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Keys) : null
}

/** Gives keys to a state folder that has none; one that has keeps its own. */
export function givenKeys(stateDir: string, keys: Keys): Keys {
  const stored = storedKeys(stateDir)
  if (stored !== null) return stored
  mkdirSync(stateDir, { recursive: true })
  writeFileSync(join(stateDir, 'keys.json'), `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
  return keys
}

/** 32 bytes of chance as base64url. */
export function newKey(): string {
  return randomBytes(32).toString('base64url')
}
