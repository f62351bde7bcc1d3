import {
  isFunction,
  lineOf,
  nodesIn,
  nodesOf,
  part,
  type SourceFile,
  type SyntaxNode,
} from './source-tree.ts'

/** The runtime, drizzle-kit and Vitest take what these export by rules of their own. */
const readByTools = /^worker\/(?:index|demo)\.ts$|^migrations\/schema\/\w+\.ts$|\.(?:config|setup)\.ts$/

type Export = {
  readonly name: string
  readonly place: string
  readonly statement: SyntaxNode
  readonly declared: SyntaxNode
}

/** Exported functions and classes without a docstring directly above. */
export function silentExports(file: SourceFile): string[] {
  return exportsOf(file)
    .filter(({ declared }) => isCode(declared))
    .filter(({ statement }) => !/\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.test(file.text.slice(0, statement.start)))
    .map(({ name, place }) => `${place} ${name}`)
}

/** What files export and none of them imports; a type may stand beside the signature that names it. */
export function deadExports(files: readonly SourceFile[]): string[] {
  const used = new Set(
    files.flatMap((file) =>
      file.imports.flatMap(({ path, names }) => names.map((name) => `${path} ${name}`)),
    ),
  )
  return files
    .filter((file) => !readByTools.test(file.path))
    .flatMap((file) =>
      exportsOf(file)
        .filter(({ name }) => !used.has(`${file.path} ${name}`) && !used.has(`${file.path} *`))
        .filter(({ declared, name }) => !(isType(declared) && isNamedIn(file, name)))
        .map(({ name, place }) => `${place} ${name}`),
    )
}

function exportsOf(file: SourceFile): Export[] {
  return nodesOf(file.program.body).flatMap((statement) => {
    const place = `${file.path}:${lineOf(file.text, statement.start)}`
    if (statement.type === 'ExportDefaultDeclaration')
      return [{ name: 'default', place, statement, declared: statement }]
    if (statement.type !== 'ExportNamedDeclaration') return []
    const declaration = nodesOf(statement.declaration)
    const variables = declaration.flatMap((node) => nodesOf(node.declarations))
    return [...declaration, ...variables, ...nodesOf(statement.specifiers)].flatMap((declared) => {
      const name = (part(declared, 'id') ?? part(declared, 'exported'))?.name
      return typeof name === 'string' ? [{ name, place, statement, declared }] : []
    })
  })
}

function isCode(declared: SyntaxNode): boolean {
  const value = part(declared, 'init')
  return (
    declared.type === 'ClassDeclaration' || isFunction(declared) || (value !== undefined && isFunction(value))
  )
}

function isType(declared: SyntaxNode): boolean {
  return declared.type === 'TSTypeAliasDeclaration' || declared.type === 'TSInterfaceDeclaration'
}

function isNamedIn(file: SourceFile, type: string): boolean {
  return nodesIn(file.program).some(
    (node) => node.type === 'TSTypeReference' && part(node, 'typeName')?.name === type,
  )
}
