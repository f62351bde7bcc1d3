import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Locked {
  readonly version: string
  readonly license?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly hasInstallScript?: boolean
}

const root = join(import.meta.dirname, '../..')
const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'))
const manifest = read('package.json') as Record<'dependencies' | 'devDependencies', Record<string, string>>
const lockfile = read('package-lock.json') as { readonly packages: Readonly<Record<string, Locked>> }
const locked = Object.entries(lockfile.packages)
  .filter(([path]) => path !== '')
  .map(([path, facts]) => ({ name: path.replace(/^.*node_modules\//, ''), ...facts }))
const shipped = locked.filter(({ dev, devOptional }) => !dev && !devOptional)

/** What may be part of the product: permissive, and one that is served unchanged in files of its own. */
const SHIPPED = [
  'MIT',
  'Apache-2.0',
  'BSD-3-Clause',
  'BSD-0-Clause',
  '0BSD',
  'MIT OR Apache-2.0',
  '(MIT OR CC0-1.0)',
]
/** Tools stay on the machine that builds and tests. */
const TOOLS = [
  ...SHIPPED,
  'ISC',
  'BSD-2-Clause',
  'CC0-1.0',
  'MPL-2.0',
  'LGPL-3.0-or-later',
  'Apache-2.0 AND LGPL-3.0-or-later',
  'Apache-2.0 AND LGPL-3.0-or-later AND MIT',
]

describe('What we build on', () => {
  it('is named by exact versions', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies }
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual(
      [],
    )
  })

  it('is the package that was locked, byte for byte, and comes from the registry', () => {
    expect(locked.length).toBeGreaterThan(100)
    expect(locked.filter(({ integrity }) => !integrity?.startsWith('sha512-'))).toEqual([])
    // Without an address of its own a package comes from the registry, and nowhere else.
    expect(locked.filter(({ resolved }) => resolved !== undefined)).toEqual([])
  })

  it('runs nothing while it is installed, but for three that fetch or check their own binary', () => {
    const scripts = locked.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)
    expect([...new Set(scripts)].toSorted()).toEqual(['esbuild', 'node', 'workerd'])
    expect(shipped.filter(({ hasInstallScript }) => hasInstallScript)).toEqual([])
  })

  it('may be used, and LICENCES.md lists it', async () => {
    const unknown = (some: typeof locked, known: readonly string[]) =>
      some
        .filter(({ license }) => !known.includes(license ?? ''))
        .map(({ name, license }) => `${name}: ${license}`)
    expect(unknown(shipped, SHIPPED)).toEqual(['libheif-js: LGPL-3.0'])
    expect(unknown(locked, TOOLS)).toEqual(['libheif-js: LGPL-3.0'])
    await expect(listing()).toMatchFileSnapshot(join(root, 'LICENCES.md'))
  })
})

function listing(): string {
  const rows = shipped.map(({ name, version, license }) => `| \`${name}\` | ${version} | ${license} |`)
  const tools = locked.filter(({ dev, devOptional }) => dev || devOptional)
  const count = new Map<string, number>()
  for (const { license = '' } of tools) count.set(license, (count.get(license) ?? 0) + 1)
  const summed = [...count].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, n]) => `${name} (${n})`)
  return [
    '# Licences',
    '',
    'What the product is made of, as the lockfile pins it (`npm test -- unit` fails when this list is not true).',
    '`libheif-js` is served unchanged in files of its own, with its licence beside it, and can be replaced there.',
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...[...new Set(rows)].toSorted(),
    '',
    `Tools that only build and test: ${summed.join(', ')}.`,
    '',
  ].join('\n')
}
