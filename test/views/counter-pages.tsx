import { ScanPage, type ScanProps } from '../../views/counter/scan-page.tsx'
import { Verdict } from '../../views/counter/verdict.tsx'
import type { RedeemView, VerdictView } from '../../views/counter/verdict-view.ts'
import type { Viewer } from '../../views/frame.ts'
import { frame, NOW } from './fixtures.ts'

/** Two shops somebody may work in. */
export const CHIADO = { storeId: 'sto_1', name: 'Chiado' }
export const ALVALADE = { storeId: 'sto_3', name: 'Alvalade' }

/** A redemption that asks for nothing more. */
export const REDEEM: RedeemView = {
  voucher: 'vch_1',
  code: '7Q4K9XW2MTR2',
  commandKey: 'key-1',
  needsAmount: null,
  needsOrder: false,
  needsItem: null,
  needsHolder: null,
  prompts: [],
  storeId: 'sto_1',
}

/** The answer to a good voucher. */
export function view(changes: Partial<VerdictView> = {}): VerdictView {
  return {
    verdict: 'valid',
    word: 'valid',
    title: 'One coffee and a pastel de nata',
    say: null,
    checks: [],
    facts: [],
    reasons: [],
    redeem: null,
    undo: null,
    takeOver: null,
    ownRepeat: null,
    placeName: 'Chiado',
    storeId: 'sto_1',
    now: NOW,
    zone: 'Europe/Lisbon',
    outcomeHref: null,
    ...changes,
  }
}

/** An answer as a fragment of the page. */
export function verdict(changes: Partial<VerdictView> = {}): string {
  return String(<Verdict frame={frame()} view={view(changes)} />)
}

/** The scanning page of an operator at Chiado. */
export function page(changes: Partial<ScanProps> = {}): string {
  const viewer: Viewer = { name: 'Rui', role: 'operator', place: 'Chiado' }
  const props = {
    frame: frame({ viewer }),
    place: CHIADO,
    places: [CHIADO],
    code: '',
    codeError: null,
    verdict: null,
  }
  return String(<ScanPage {...props} {...changes} />)
}

/** Whether the page says these texts in this order. */
export function inOrder(html: string, texts: readonly string[]): boolean {
  const places = texts.map((text) => html.indexOf(text))
  return places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1))
}

/** The markup of the input of that name, '' where there is none. */
export function field(html: string, name: string): string {
  return new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0] ?? ''
}
