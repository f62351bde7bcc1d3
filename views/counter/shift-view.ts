import type { Shift } from '../../src/shift.ts'

/** `/scan/shift`: what a till is closed with. Instants are epoch ms, amounts minor units. */
export interface ShiftView {
  readonly placeName: string | null
  readonly storeId: string | null
  readonly zone: string
  /** Whether only this device is counted. */
  readonly own: boolean
  readonly from: number
  readonly to: number
  /** What was chosen: the sign-in, the day, or a time 'HH:MM'. */
  readonly since: 'signed_in' | 'today' | string
  /** When the reader signed in, where that can begin a shift. */
  readonly signedInAt: number | null
  readonly shift: Shift
  /** By id. */
  readonly names: ReadonlyMap<string, string>
  /** Null for whoever records none. */
  readonly purchases:
    | readonly {
        readonly act: 'purchased' | 'purchase_reversed'
        readonly currency: string
        readonly count: number
        readonly amount: number
      }[]
    | null
  /** Later than `from` where more happened than is counted at once. */
  readonly countedSince: number
}
