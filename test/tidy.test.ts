import { describe, expect, it } from 'vitest'
import { folders, forbiddenImports } from './tidy/arrows.ts'
import { bannedCode, bannedComments } from './tidy/bans.ts'
import { deadExports, silentExports } from './tidy/exports.ts'
import { isFunction, lineOf, linesOf, nodesIn, sourceFile, sourceFiles } from './tidy/source-tree.ts'

const files = sourceFiles(folders)
const product = files.filter((file) => file.folder !== 'test')
const longestFile = 300
const longestFunction = 60

describe('imports run one way', () => {
  it('each folder imports only what lies below it', () => {
    expect(files.flatMap(forbiddenImports)).toEqual([])
  })

  it('a forbidden import is seen in every form it can be written', () => {
    const forms = [
      "import { a } from '../worker/a.ts'",
      "import type { A } from '../test/a.ts'",
      "export * from 'hono'",
      "type A = typeof import('../views/a.tsx')",
      "const a = await import('../durable-objects/a.ts')",
    ]
    for (const form of forms) expect(forbiddenImports(sourceFile('src/a.ts', form)), form).toHaveLength(1)
  })

  it('views know the types of src and none of its values', () => {
    const imports = (text: string) => forbiddenImports(sourceFile('views/a.tsx', text))
    expect(imports("import type { Money } from '../src/money.ts'")).toEqual([])
    expect(imports("import { type Money, sum } from '../src/money.ts'")).toHaveLength(1)
    expect(
      forbiddenImports(sourceFile('views/browser/a.ts', "import { sum } from '../../src/money.ts'")),
    ).toEqual([])
  })
})

describe('banned words', () => {
  it('no folder says what it must not', () => {
    expect(files.flatMap(bannedCode)).toEqual([])
  })

  it('each of them is seen', () => {
    const says = (path: string, text: string) => bannedCode(sourceFile(path, text))
    const impure = [
      'Date.now()',
      'new Date()',
      'Math.random()',
      'crypto.subtle',
      'at.setHours(1)',
      'at.getDay()',
    ]
    for (const text of impure) expect(says('src/a.ts', text), text).toHaveLength(1)
    expect(says('src/a.ts', 'new Date(now).toISOString()')).toEqual([])
    expect(says('durable-objects/a.ts', 'ctx.storage.transactionSync(async () => 1)')).toHaveLength(1)
    expect(says('durable-objects/a.ts', 'ctx.storage.transactionSync(() => 1)')).toEqual([])
    expect(says('views/a.tsx', 'const a = <b style="x" dangerouslySetInnerHTML={raw(x)} />')).toHaveLength(3)
    expect(says('worker/a.ts', 'const a: any = 1')).toHaveLength(1)
    expect(says('test/a.test.ts', "it.skip('a', () => 1)")).toHaveLength(1)
  })

  it('nobody silences the compiler, and what is left to do names its issue', () => {
    expect(files.flatMap(bannedComments)).toEqual([])
    const left = ['// @ts-ignore', '// TODO later', '/** FIXME */'].join('\n')
    expect(bannedComments(sourceFile('src/a.ts', left))).toHaveLength(3)
    expect(bannedComments(sourceFile('src/a.ts', '// TODO(#12): later'))).toEqual([])
  })

  it('folders and files are named for a concept', () => {
    const vague = /(?:^|\/)(?:utils?|helpers?|common|misc|shared|services?|managers?)(?:\/|\.tsx?$)/
    expect(files.map((file) => file.path).filter((path) => vague.test(path))).toEqual([])
  })
})

describe('size', () => {
  it(`no file has more than ${longestFile} lines`, () => {
    const long = files.filter((file) => file.text.trimEnd().split('\n').length > longestFile)
    expect(long.map((file) => file.path)).toEqual([])
  })

  it(`no function has more than ${longestFunction} lines`, () => {
    const long = product.flatMap(({ path, text, program }) =>
      nodesIn(program)
        .filter((node) => isFunction(node) && linesOf(text, node) > longestFunction)
        .map((node) => `${path}:${lineOf(text, node.start)} has ${linesOf(text, node)}`),
    )
    expect(long).toEqual([])
  })
})

describe('exports', () => {
  it('every function and class that others use says what it gives', () => {
    const documented = product.filter((file) => ['src', 'durable-objects', 'worker'].includes(file.folder))
    expect(documented.flatMap(silentExports)).toEqual([])
    expect(
      silentExports(sourceFile('src/a.ts', '/** Why. */\n\nconst b = 1\nexport const a = () => 1')),
    ).toHaveLength(1)
  })

  it('nothing is exported that nobody imports', () => {
    expect(deadExports(files)).toEqual([])
    const unused = sourceFile('src/a.ts', 'export type A = 1\nexport function a(): A {}\nexport const b = 1')
    const user = sourceFile('src/b.ts', "import { a } from './a.ts'")
    expect(deadExports([unused, user])).toEqual(['src/a.ts:3 b'])
  })
})
