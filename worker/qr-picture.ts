import { crc32, deflateSync } from 'node:zlib'
import { qr } from '../views/symbols.tsx'

/** Pixels of one module: large enough to print, an integer so that edges stay sharp. */
const SCALE = 16

/** The QR code of a voucher as a black and white PNG (ISO/IEC 15948), for pages without scripts. */
export function qrPicture(code: string): Uint8Array<ArrayBuffer> {
  const { path, width } = qr(code, 'Q')
  const side = width * SCALE
  const stride = Math.ceil(side / 8) + 1
  const rows = Buffer.alloc(stride * side, 0xff)
  for (let y = 0; y < side; y += 1) rows[y * stride] = 0
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let py = Number(y) * SCALE; py < (Number(y) + 1) * SCALE; py += 1) {
      for (let px = Number(x) * SCALE; px < (Number(x) + Number(run)) * SCALE; px += 1)
        darken(rows, py * stride + 1, px)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const parts = [
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return new Uint8Array(Buffer.concat(parts))
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function darken(rows: Buffer, row: number, px: number): void {
  const at = row + (px >> 3)
  rows[at] = (rows[at] ?? 0) & ~(0x80 >> (px & 7))
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(body, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
