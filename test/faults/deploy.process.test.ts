import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { experimental_readRawConfig } from 'wrangler'
import { build, wrangler } from '../../scripts/build.ts'
import { configOf } from '../../scripts/deploy/deployment.ts'

const root = join(import.meta.dirname, '../..')

it('what a deploy hands to Wrangler is a configuration it takes without a warning, for both worlds', async () => {
  await build('index')
  const { rawConfig } = experimental_readRawConfig({ config: join(root, 'wrangler.toml') })
  await mkdir(join(root, '.build'), { recursive: true })
  for (const world of ['live', 'test'] as const) {
    const config = configOf(rawConfig, world, {
      host: `${world}.lume.example`,
      account: '0b5e',
      jurisdiction: 'eu',
      database: '4d8f6f0e-0000-4000-8000-000000000000',
    })
    // Where the file lies, paths begin: this one lies a folder deeper than the real one.
    const moved = {
      ...config,
      main: '../worker/index.ts',
      assets: { ...config.assets, directory: '../views/assets' },
    }
    const file = join(root, `.build/wrangler.${world}.json`)
    await writeFile(file, JSON.stringify(moved))
    const { code, output } = await wrangler([
      'deploy',
      '--dry-run',
      '--outdir',
      `.build/dry-${world}`,
      '--config',
      file,
    ])
    await rm(file)
    expect(output).not.toMatch(/WARNING|ERROR/)
    expect(code).toBe(0)
    expect(output).toContain(`"${world}"`)
  }
})
