import type { Frame, Viewer } from './frame.ts'

const SCAN: readonly (Viewer['role'] | undefined)[] = ['admin', 'manager', 'operator', 'partner', 'kiosk']

/** Whether somebody of that role scans vouchers. */
export function mayScan(viewer: Viewer | null): boolean {
  return SCAN.includes(viewer?.role)
}

/** In the head of pages whose readers scan soon: has the reader of symbols fetched while nobody waits for it. */
export function WarmReader({ frame: { assets } }: { frame: Frame }) {
  return (
    <>
      <meta name="reader" content={`${assets['decoder.js']} ${assets['zxing_reader.wasm']}`} />
      <script type="module" src={assets['warm.js']}></script>
    </>
  )
}
