import type { Context } from 'hono'
import type { AppEnv } from './env.ts'

/**
 * The network a request came from, as one caller: an IPv4 address, or the 64 bits of IPv6 that one connection is given.
 * 'local' where nothing stands between, as on a developer's machine.
 */
export function networkOf(c: Context<AppEnv>): string {
  const address = c.req.header('cf-connecting-ip') ?? ''
  if (address === '') return 'local'
  return address.includes(':') ? `${groups(address, 4)}::/64` : address
}

/** Where somebody was, for a record that people read: a coarser network and the country; null where nobody can say. */
export function whereFrom(c: Context<AppEnv>): string | null {
  const address = c.req.header('cf-connecting-ip') ?? ''
  if (address === '') return null
  const country = c.req.header('cf-ipcountry')
  return country === undefined ? coarser(address) : `${coarser(address)} ${country.slice(0, 2)}`
}

/** The wider network an address, or a network as `networkOf` names it, lies in: it singles nobody out. */
export function coarser(address: string): string {
  if (address.includes(':')) return `${groups(address.replace(/\/64$/, ''), 3)}::/48`
  return address.includes('.') ? `${address.split('.').slice(0, 3).join('.')}.0/24` : address
}

/** The first groups of an IPv6 address (RFC 5952), `::` spelled out. */
function groups(address: string, count: number): string {
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const before = head.split(':').filter(Boolean)
  const after = address.includes('::') ? tail.split(':').filter(Boolean) : []
  const between = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return [...before, ...between, ...after].slice(0, count).join(':')
}
