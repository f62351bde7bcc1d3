import { spawn } from 'node:child_process'
import { join } from 'node:path'

// `npm run bench [-- FOLDER]`: the product against its budgets, written to test/bench/results.md.

const bench = join(import.meta.dirname, '../test/bench/bench.ts')
const child = spawn(process.execPath, [bench, ...process.argv.slice(2)], { stdio: 'inherit' })
child.on('close', (code) => process.exit(code ?? 1))
