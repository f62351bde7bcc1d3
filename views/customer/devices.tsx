import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'

/** A signed-in browser of a customer, as they know it. */
export interface DeviceView {
  readonly device: string
  /** Empty where nobody can say. */
  readonly browser: string
  readonly startedAt: number
  readonly seenAt: number
  /** Whether the page is read on it. */
  readonly here: boolean
}

interface DevicesProps {
  readonly frame: Frame
  /** This one first. */
  readonly devices: readonly DeviceView[]
  /** Something was ended just now. */
  readonly ended: boolean
}

/** `/wallet/devices`: where a wallet is open, and the link that opens it. */
export function DevicesPage({ frame, devices, ended }: DevicesProps) {
  const words = frame.words.devices
  return (
    <CustomerPage frame={frame} title={words.title}>
      <div>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
      </div>
      {ended && <p role="status">{words.ended}</p>}
      <ul class="rows">
        {devices.map((device) => (
          <li>
            <Device frame={frame} device={device} />
          </li>
        ))}
      </ul>
      {devices.length > 1 && (
        <form method="post" action="/wallet/devices/others-ended">
          <button class="button" type="submit">
            {words.endOthers}
          </button>
        </form>
      )}
      <section class="stack stack--tight" aria-labelledby="wallet-link">
        <h2 id="wallet-link">{words.linkTitle}</h2>
        <p>{words.linkText}</p>
        <form method="post" action="/wallet/devices/link-ended">
          <button class="button" type="submit">
            {words.linkEnd}
          </button>
        </form>
      </section>
      <p>
        <a class="reach" href="/wallet">
          {words.back}
        </a>
      </p>
    </CustomerPage>
  )
}

function Device({ frame, device }: { frame: Frame; device: DeviceView }) {
  const { words, display, now } = frame
  const browser = device.browser === '' ? words.devices.unnamed : device.browser
  const when = words.devices.opened(
    display.relative(device.startedAt, now),
    display.relative(device.seenAt, now),
  )
  return (
    <div class="rowline">
      <span class="grow">
        <b>{browser}</b>
        <span class="small quiet">{device.here ? `${words.devices.here} · ${when}` : when}</span>
      </span>
      <form method="post" action="/wallet/devices/ended">
        <input type="hidden" name="device" value={device.device} />
        <button class="button" type="submit" aria-label={words.devices.endOf(browser)}>
          {words.devices.end}
        </button>
      </form>
    </div>
  )
}
