import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parseAst } from 'vitest/node'

const root = join(import.meta.dirname, '../..')

/** A node of a file's syntax tree, as ESTree names its parts; positions count UTF-16 units from the file's start. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [part: string]: unknown
}

/** `names` are what is taken by name, `*` for everything; `path` is from the root for our files, bare for packages. */
export interface Import {
  readonly path: string
  readonly names: readonly string[]
  readonly typeOnly: boolean
  readonly line: number
}

/** One of our TypeScript files. `path` is from the root with `/`, `folder` its first part. */
export interface SourceFile {
  readonly path: string
  readonly folder: string
  readonly text: string
  readonly program: SyntaxNode
  readonly imports: readonly Import[]
}

/** Every TypeScript file under these folders of the repository. */
export function sourceFiles(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .sort()
      .map((name) => sourceFile(`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8'))),
  )
}

/** A file from its text; its name decides whether it may hold JSX. */
export function sourceFile(path: string, text: string): SourceFile {
  const parsed: unknown = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' })
  const program = parsed as SyntaxNode
  const imports = nodesIn(program).flatMap((node) => importOf(path, text, node))
  return { path, folder: path.slice(0, path.indexOf('/')), text, program, imports }
}

/** The node itself and everything in it, outermost first. */
export function nodesIn(node: SyntaxNode): SyntaxNode[] {
  return [node, ...Object.values(node).flatMap(nodesOf).flatMap(nodesIn)]
}

/** The nodes that lie directly in a value: one, a list of them, or none. */
export function nodesOf(value: unknown): SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf)
  return isNode(value) ? [value] : []
}

/** The part of a node that is itself one node, if it is. */
export function part(node: SyntaxNode, name: string): SyntaxNode | undefined {
  const value = node[name]
  return isNode(value) ? value : undefined
}

/** Whether the node is a function in any of its spellings; a method is one inside its definition. */
export function isFunction(node: SyntaxNode): boolean {
  return ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type)
}

/** How many lines a part of the text touches. */
export function linesOf(text: string, { start, end }: SyntaxNode): number {
  return text.slice(start, end).split('\n').length
}

/** 1 for the first line. */
export function lineOf(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function importOf(path: string, text: string, node: SyntaxNode): Import[] {
  const source = part(node, 'source')?.value
  if (typeof source !== 'string') return []
  const specifiers = nodesOf(node.specifiers)
  const isType = node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type'
  const eachIsType =
    specifiers.length > 0 && specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type')
  return [
    {
      path: source.startsWith('.') ? relative(root, join(root, dirname(path), source)) : source,
      names: specifiers.length > 0 ? specifiers.map(takenName) : ['*'],
      typeOnly: isType || eachIsType,
      line: lineOf(text, node.start),
    },
  ]
}

function takenName(specifier: SyntaxNode): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default'
  const taken = part(specifier, specifier.type === 'ExportSpecifier' ? 'local' : 'imported')
  return typeof taken?.name === 'string' ? taken.name : '*'
}
