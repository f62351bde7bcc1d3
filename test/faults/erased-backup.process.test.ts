import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { keysOf } from '../../scripts/local/keys.ts'
import { everything, type House, house, lists } from './house.ts'

const root = join(import.meta.dirname, '../..')
const folder = await mkdtemp(join(tmpdir(), 'vale-erased-backup-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A backup from when Ana was a customer, with a voucher of hers; since then she was erased. */
const BEFORE = join(root, 'test/samples/backup-1.vale')
const ANA = 'cus_wmszzssgg9chpd9940dk7r9b2c'
const STRINGS = ['ana@lume.example', 'card_tmt3scw0axvyyx4ccwy121e8h4', '"Ana"', '"ana"']

const run = (script: string, stateDir: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [join(root, `scripts/${script}.ts`), ...args], {
    cwd: root,
    env: { ...process.env, STATE_DIR: stateDir, CODE_KEY: '', SEAL_KEY: '' },
  })

async function kept(place: House): Promise<string> {
  return [...(await everything(place)), ...Object.values(await lists(place)).flat()].join('\n')
}

async function whatIsIn(stateDir: string): Promise<string> {
  const opened = await house(stateDir, 'index', keysOf(stateDir))
  try {
    return await kept(opened)
  } finally {
    await opened.server.stop()
  }
}

describe('a backup from before somebody was erased', () => {
  it('says that they are in it, where no list is given', async () => {
    const stateDir = join(folder, 'without')
    const { stdout } = await run('restore', stateDir, BEFORE)
    expect(stdout).toContain('Whoever was erased after this backup is in it')
    const held = await whatIsIn(stateDir)
    for (const string of STRINGS) expect(held).toContain(string)
  })

  it('is restored without a word of them where the list is given, and the list goes on from there', async () => {
    const [stateDir, list] = [join(folder, 'with'), join(folder, 'list')]
    await writeFile(list, `${ANA}\n`)
    const { stdout } = await run('restore', stateDir, BEFORE, '--erasures', list)
    expect(stdout).toContain(`1 customers of ${list} are erased here too.`)
    const held = await whatIsIn(stateDir)
    for (const string of STRINGS) expect(held).not.toContain(string)
    expect(held).toContain(ANA)
    await run('erasures', stateDir, `${list}2`)
    expect(await readFile(`${list}2`, 'utf8')).toBe(`${ANA}\n`)
  })

  it('is not restored at all with a list that is none', async () => {
    const list = join(folder, 'no-list')
    await writeFile(list, 'Ana\n')
    await expect(run('restore', join(folder, 'none'), BEFORE, '--erasures', list)).rejects.toThrow(
      'is no list of erasures. Nothing was restored.',
    )
  })
})
