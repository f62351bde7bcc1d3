import { install, run } from './install.mjs'

install()
run('scripts/local/start.ts', process.argv.slice(2))
