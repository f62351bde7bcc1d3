import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

const facts = join(import.meta.dirname, '../../.demo.json')
const pictures = join(import.meta.dirname, '../demo/pictures')

type Link = { role: string; name: string; link: string }
type Person = { readonly name: string; readonly role: string; readonly signin_url: string }

/** What this script reads of the demo's facts; the file keeps all of them. */
type Facts = {
  readonly staff: readonly (Person & { readonly pin: string | null })[]
  readonly devices: readonly Person[]
  readonly customers: readonly { readonly name: string; readonly wallet_url: string }[]
}

/**
 * Has the running server load the demo brand with its pictures, passing on the lines it says meanwhile; where there is a
 * brand already, nothing is changed and it says so.
 */
export async function loadDemo(url: string, say: (text: string) => void): Promise<void> {
  const body = new FormData()
  for (const name of (await readdir(pictures)).filter((file) => file.endsWith('.webp'))) {
    body.set(basename(name, '.webp'), new Blob([await readFile(join(pictures, name))]))
  }
  // Compressed, the lines would wait for each other until the last.
  const headers = { origin: url, 'accept-encoding': 'identity' }
  const answer = await fetch(`${url}/demo/load`, { method: 'POST', headers, body })
  if (!answer.ok || answer.body === null)
    throw new Error(`The demo brand was not loaded: ${await answer.text()}`)
  const text = new TextDecoder()
  for await (const piece of answer.body) say(text.decode(piece, { stream: true }))
}

/**
 * Writes the demo's facts to .demo.json, for this user's eyes only as they hold keys, and gives one sign-in link for
 * each role, and the PINs that work on the shared tablet. The file stands only once the demo can be used.
 */
export async function writeFacts(url: string): Promise<{ links: Link[]; pins: string[] }> {
  const answer = await fetch(`${url}/demo/facts`)
  if (!answer.ok) throw new Error(`The demo's facts cannot be read: ${await answer.text()}`)
  const text = await answer.text()
  await writeFile(facts, text, { mode: 0o600 })
  const read = JSON.parse(text) as Facts
  const pins = read.staff.flatMap(({ name, pin }) => (pin === null ? [] : [`${name} ${pin}`]))
  return { links: onePerRole(read), pins }
}

/** Takes away the facts of an earlier start. */
export async function forgetFacts(): Promise<void> {
  await rm(facts, { force: true })
}

function onePerRole({ staff, devices, customers }: Facts): Link[] {
  const links = [
    ...staff.map(({ role, name, signin_url }) => ({ role, name, link: signin_url })),
    ...devices.map(({ role, name, signin_url }) => ({ role, name, link: signin_url })),
    ...customers.map(({ name, wallet_url }) => ({ role: 'customer', name, link: wallet_url })),
  ]
  return links.filter(({ role }, at) => links.findIndex((link) => link.role === role) === at)
}
