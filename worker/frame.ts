import type { Context } from 'hono'
import { type Directory, storeOf } from '../src/directory.ts'
import { currencyDigits } from '../src/money.ts'
import { may } from '../src/permission.ts'
import type { Principal } from '../src/principal.ts'
import { assets } from '../views/assets.ts'
import { displayFor } from '../views/display.ts'
import type { Frame, Viewer } from '../views/frame.ts'
import { en } from '../views/words/en.ts'
import type { AppEnv } from './env.ts'

/** Everything a page needs besides its own data. */
export function frameFor(c: Context<AppEnv>, principal: Principal | null): Frame {
  const { directory, now } = c.var
  const { brand } = directory
  return {
    brand: { ...brand, version: directory.version },
    words: en,
    display: displayFor(brand.locale, currencyDigits),
    assets,
    viewer:
      principal === null
        ? null
        : viewerOf(principal, directory, c.get('issues') ?? false, c.get('session')?.on != null),
    path: c.req.path,
    now,
    world: c.env.WORLD,
  }
}

function viewerOf(
  principal: Principal,
  directory: Directory,
  issues: boolean,
  atTablet: boolean,
): Viewer | null {
  const { id, role, name, stores } = principal
  if (role === 'api_key') return null
  const names = stores.flatMap((id) => storeOf(directory, id)?.name ?? [])
  return {
    id,
    name,
    role,
    issues,
    account: may(principal, 'account:own'),
    atTablet,
    place: role === 'customer' ? '' : names.length === 0 ? en.common.allShops : names.join(', '),
  }
}
