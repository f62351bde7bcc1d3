import type { Words } from '../../src/command.ts'
import { zoneOfStores } from '../../src/directory.ts'
import type { CommandId, StoreId, VoucherId } from '../../src/id.ts'
import { type Instant, type LocalDate, localDateOf, startOfDay } from '../../src/local-time.ts'
import type { Principal } from '../../src/principal.ts'
import type { Terms } from '../../src/terms.ts'
import { CHIADO, MERIDIANO, PONTA } from './brand.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Regular } from './customers.ts'
import { Life } from './life.ts'
import { momentIn, momentOnline } from './opening-hours.ts'
import type { Picture, Promised } from './promises.ts'
import { BEATRIZ, GONCALO, INES, placeOf, WEB_SHOP } from './staff.ts'
import type { Story } from './story.ts'

/** What only the world the demo is loaded into can give: codes under its keys, and where its pictures lie. */
export interface World {
  /** Names the voucher a command makes, and seals its code; `chosen` is a code somebody thought of. */
  mint(
    command: CommandId,
    chosen: string | null,
  ): { voucher: VoucherId; sealedCode: string; codeLast4: string }
  pictureUrl(picture: Picture): string | null
}

/** Somebody issues this on that day. */
export interface Issuing {
  /** Unique among all stories: it seeds the story's chance. */
  readonly name: string
  readonly date: LocalDate
  readonly promised: Promised
  /** The customer by name, nobody, or by chance. */
  readonly holder: Regular | null | 'anybody'
  readonly issuer?: Principal
  readonly code?: string
}

/** Begins a story with its issue; null when the shop is closed that day. Holders are customers of that moment. */
export function begin(
  issuing: Issuing,
  regulars: readonly Regular[],
  today: LocalDate,
  world: World,
): Story | null {
  const { promised } = issuing
  const chance = chanceOf(issuing.name)
  const wished = issuing.holder === 'anybody' ? someHolder(promised, regulars, chance) : issuing.holder
  const home = wished?.home ?? chance.weighted(HOMES)
  const issuer = issuing.issuer ?? issuerFor(promised, home, chance)
  const at = momentOfIssue(issuer, issuing.date, chance)
  if (at === null) return null
  const holder = wished !== null && wished.since < at ? wished : null
  const life = new Life(issuing.name, startOfDay(today, MERIDIANO.brand.zone))
  const terms = termsOf(promised, at, world)
  const issued = life.happen(
    {
      kind: 'issue',
      place: placeOf(issuer, null),
      terms: { ...terms, code_shown: holder === null || !chance.hit(0.02) },
      customer: holder?.id ?? null,
      source: 'manual',
      words: wordsFor(promised, issuer, chance),
      ...world.mint(life.nextCommand(), issuing.code ?? null),
    },
    at,
  )
  return issued === null ? null : { promised, holder, issuer, home, life, chance }
}

/** Vouchers for whoever shows them come from the big shops. */
const HOMES: readonly (readonly [StoreId, number])[] = [
  [CHIADO, 4],
  ['sto_campo', 3],
  ['sto_belem', 3],
  [PONTA, 2],
]

function someHolder({ bound }: Promised, regulars: readonly Regular[], chance: Chance): Regular | null {
  if (!chance.hit(bound)) return null
  return chance.weighted(regulars.map((regular) => [regular, weightOf(regular)]))
}

/** Regulars get more of everything; staff get theirs elsewhere. */
function weightOf({ row: { tags } }: Regular): number {
  if (tags.includes('staff')) return 0
  return tags.includes('regular') ? 3 : 1
}

/** Gift vouchers are mostly bought from a chair; everything else is decided by a manager, or by Inês. */
function issuerFor({ benefit }: Promised, home: StoreId, chance: Chance): Principal {
  if (benefit.kind === 'value' && chance.hit(0.55)) return WEB_SHOP
  if (home === PONTA) return GONCALO
  return chance.hit(0.62) ? BEATRIZ : INES
}

function momentOfIssue(issuer: Principal, date: LocalDate, chance: Chance): Instant | null {
  if (issuer === WEB_SHOP) return momentOnline(date, MERIDIANO.brand.zone, chance)
  const shop = issuer.stores[0] ?? CHIADO
  return momentIn(shop, date, placeOf(issuer, shop).zone, chance)
}

function termsOf(promised: Promised, at: Instant, world: World): Terms {
  const { title, description, picture, benefit, uses, windows, minimumSpend, stores } = promised
  const zone = zoneOfStores(MERIDIANO, stores)
  return {
    title,
    description,
    image_url: picture === null ? null : world.pictureUrl(picture),
    code_shown: true,
    benefit,
    validity: promised.validity(localDateOf(at, zone)),
    zone,
    store_ids: [...stores],
    uses,
    windows: [...windows],
    minimum_spend:
      minimumSpend === null ? null : { amount: minimumSpend, currency: MERIDIANO.brand.currency },
  }
}

function wordsFor({ reasons, notes }: Promised, issuer: Principal, chance: Chance): Words {
  if (issuer === WEB_SHOP)
    return { reason: 'Sold in the web shop', metadata: { order: `W-${chance.between(1000, 9999)}` } }
  return {
    ...(chance.hit(0.92) && { reason: chance.pick(reasons) }),
    ...(notes.length > 0 && chance.hit(0.25) && { note: chance.pick(notes) }),
  }
}
