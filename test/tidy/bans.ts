import { folders } from './arrows.ts'
import { lineOf, nodesIn, nodesOf, part, type SourceFile, type SyntaxNode } from './source-tree.ts'

/** What code in some folders must not say, and what to do instead. */
type Ban = {
  readonly where: readonly string[]
  readonly except?: string
  readonly instead: string
  found(node: SyntaxNode): boolean
}

const bans: readonly Ban[] = [
  {
    where: ['src'],
    instead: 'take `now` from the caller',
    found: (node) =>
      isMember(node, 'Date', 'now') || (isCallOf(node, 'Date') && nodesOf(node.arguments).length === 0),
  },
  {
    where: ['src'],
    instead: 'take the random bytes from the caller',
    found: (node) => isMember(node, 'Math', 'random'),
  },
  {
    where: ['src'],
    instead: 'leave hashing and randomness to worker and durable-objects',
    found: (node) => node.type === 'Identifier' && node.name === 'crypto',
  },
  {
    where: ['src'],
    instead: 'use src/local-time.ts: a Date knows only the zone of the machine',
    found: isZoneOfTheMachine,
  },
  {
    where: ['durable-objects'],
    instead: 'keep the callback synchronous: what an async one wrote survives its failure',
    found: isAsyncTransaction,
  },
  {
    where: ['views'],
    instead: 'write a class in views/style: the content security policy allows no inline style',
    found: (node) => isAttribute(node, 'style'),
  },
  {
    where: ['views'],
    instead: 'write JSX, which escapes; only views/layout.tsx has text of its own that must stay as it is',
    except: 'views/layout.tsx',
    found: (node) => isAttribute(node, 'dangerouslySetInnerHTML') || isCallOf(node, 'raw'),
  },
  {
    where: folders,
    instead: 'write unknown, or the type it is',
    found: (node) => node.type === 'TSAnyKeyword',
  },
  {
    where: ['test'],
    instead: 'let every test run',
    found: (node) =>
      ['it', 'describe'].some((of) => ['only', 'skip', 'todo'].some((name) => isMember(node, of, name))),
  },
]

/** The code in a file that its folder bans, each as a sentence with what to do instead. */
export function bannedCode(file: SourceFile): string[] {
  const here = bans.filter((ban) => ban.where.includes(file.folder) && ban.except !== file.path)
  return nodesIn(file.program).flatMap((node) =>
    here
      .filter((ban) => ban.found(node))
      .map((ban) => {
        const said = file.text.slice(node.start, node.end).split('\n')[0]
        return `${file.path}:${lineOf(file.text, node.start)} says ${said}; ${ban.instead}`
      }),
  )
}

/** Comments in a file that silence the compiler, or leave work behind without naming its issue. */
export function bannedComments(file: SourceFile): string[] {
  return withoutStrings(file)
    .split('\n')
    .flatMap((line, at) => {
      const comment = /(?:\/\/|\/\*|^\s*\*).*/.exec(line)?.[0].trim() ?? ''
      const silences = /^(?:\/\/|\/\*)\s*@ts-(?:ignore|nocheck)\b/.test(comment)
      const leaves = /\b(?:TODO|FIXME)\b(?!\(#\d+\))/.test(comment)
      return silences || leaves ? [`${file.path}:${at + 1} says ${comment}`] : []
    })
}

/** The text with what it quotes blanked out, line for line. */
function withoutStrings(file: SourceFile): string {
  const quoted = nodesIn(file.program).filter((node) =>
    ['Literal', 'TemplateElement', 'JSXText'].includes(node.type),
  )
  return quoted.reduce(
    (text, { start, end }) =>
      text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end),
    file.text,
  )
}

function isMember(node: SyntaxNode, object: string, property: string): boolean {
  if (node.type !== 'MemberExpression') return false
  return part(node, 'object')?.name === object && part(node, 'property')?.name === property
}

function isCallOf(node: SyntaxNode, name: string): boolean {
  return ['CallExpression', 'NewExpression'].includes(node.type) && part(node, 'callee')?.name === name
}

function isAttribute(node: SyntaxNode, name: string): boolean {
  return node.type === 'JSXAttribute' && part(node, 'name')?.name === name
}

function isZoneOfTheMachine(node: SyntaxNode): boolean {
  const name = node.type === 'MemberExpression' ? part(node, 'property')?.name : undefined
  return (
    typeof name === 'string' && /^[gs]et(?:Hours|Minutes|Date|Day|Month|FullYear|TimezoneOffset)$/.test(name)
  )
}

function isAsyncTransaction(node: SyntaxNode): boolean {
  const called = node.type === 'CallExpression' ? part(node, 'callee') : undefined
  if (called === undefined || part(called, 'property')?.name !== 'transactionSync') return false
  return nodesOf(node.arguments).some((argument) => argument.async === true)
}
