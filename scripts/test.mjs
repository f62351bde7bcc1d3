import { install, run } from './install.mjs'

install()
run('scripts/test.ts', process.argv.slice(2))
