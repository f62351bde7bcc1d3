import type { Frame } from '../frame.ts'

/** What was read without a connection: the script fills it from what the device keeps, and has it checked. */
export function UncheckedCodes({ frame, storeId }: { frame: Frame; storeId: string | null }) {
  const words = frame.words.unchecked
  return (
    <section class="visit" id="unchecked" aria-labelledby="unchecked-title" data-store={storeId ?? ''} hidden>
      <h2 class="legend" id="unchecked-title">
        {words.title}
      </h2>
      <p class="small quiet">{words.how}</p>
      <ol class="rows history" aria-live="polite"></ol>
      <template>
        <li>
          <div class="history-line">
            <time data-part="time"></time>
            <a class="grow reach" href="/scan">
              <b data-part="word">{words.waiting}</b>
              <span class="code code--small" data-part="code"></span>
            </a>
          </div>
          <button type="button" class="bar-button" data-act="drop">
            {words.drop}
          </button>
        </li>
      </template>
    </section>
  )
}
