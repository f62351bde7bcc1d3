import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { measureAtRest } from './at-rest.ts'
import { Client } from './client.ts'
import { countRedemption } from './counts.ts'
import { cpuOfRuntime, machine } from './machine.ts'
import { measurePage } from './page.ts'
import { measureRedeeming } from './redeeming.ts'
import { type Findings, report } from './report.ts'
import { measureScanner } from './scanner.ts'
import { startBench } from './server.ts'
import { measureStrangers } from './strangers.ts'

// Measures the product against its budgets and writes results.md: a number that misses is told, not punished; an answer
// that is wrong ends with 1.

const file = join(import.meta.dirname, 'results.md')
const [folder = tmpdir()] = process.argv.slice(2)

const findings = await findIn(folder)
await writeFile(file, report(findings))
console.log(report(findings))
console.log(`Written to ${relative(process.cwd(), file)}.`)
for (const what of findings.wrong) console.error(`WRONG: ${what}`)
process.exit(findings.wrong.length === 0 ? 0 : 1)

async function findIn(folder: string): Promise<Findings> {
  const start = performance.now()
  const on = machine(folder)
  const wrong: string[] = []
  const server = await startBench(folder)
  try {
    const client = await Client.open(server.url)
    const tally = await countRedemption(client, (what) => wrong.push(what))
    const atRest = await measureAtRest(client)
    const page = await measurePage(client)
    const strangers = await measureStrangers(client, (what) => wrong.push(what))
    const scanner = await measureScanner(client, folder, (what) => wrong.push(what))
    const rounds = await measureRedeeming({ client, cpuOfRuntime, wrong: (what) => wrong.push(what) })
    client.stop()
    const seconds = (performance.now() - start) / 1000
    return { machine: on, rounds, tally, atRest, page, strangers, scanner, wrong, seconds }
  } finally {
    await server.stop()
  }
}
