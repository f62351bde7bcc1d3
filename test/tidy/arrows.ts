import type { SourceFile } from './source-tree.ts'

/** The folders that hold our code. */
export const folders = ['src', 'durable-objects', 'worker', 'views', 'migrations', 'scripts', 'test']

/** Where a folder's imports may point, the narrowest scope first; `types of` lets through what is gone when bundled. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  src: ['src', 'zod/mini', 'temporal-polyfill'],
  'durable-objects': ['durable-objects', 'src', 'migrations', 'packages'],
  'views/browser': ['views', 'src', 'packages'],
  views: ['views', 'types of src', 'packages'],
  'worker/index.ts': ['worker', 'views', 'durable-objects', 'migrations', 'src', 'packages'],
  'worker/demo.ts': ['worker', 'scripts', 'views', 'durable-objects', 'migrations', 'src', 'packages'],
  worker: ['worker', 'views', 'types of durable-objects', 'migrations', 'src', 'packages'],
  migrations: ['migrations', 'types of src', 'packages'],
  scripts: ['scripts', 'src', 'durable-objects', 'worker', 'views', 'migrations', 'packages'],
  test: [...folders, 'packages'],
}

/** The file's imports that point where its folder may not, each as a sentence with what it may import. */
export function forbiddenImports(file: SourceFile): string[] {
  const scope = Object.keys(arrows).find((name) => file.path === name || file.path.startsWith(`${name}/`))
  const allowed = scope === undefined ? [] : (arrows[scope] ?? [])
  return file.imports
    .filter(({ path, typeOnly }) => !isAllowed(allowed, path, typeOnly))
    .map(
      ({ path, line }) => `${file.path}:${line} imports ${path}; ${scope} may import ${allowed.join(', ')}`,
    )
}

function isAllowed(allowed: readonly string[], path: string, typeOnly: boolean): boolean {
  const folder = folders.find((name) => path.startsWith(`${name}/`))
  if (folder === undefined) return allowed.includes(path) || allowed.includes('packages')
  return allowed.includes(folder) || (typeOnly && allowed.includes(`types of ${folder}`))
}
