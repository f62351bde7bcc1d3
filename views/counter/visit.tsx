import type { Frame } from '../frame.ts'
import { counterHref } from './counter-nav.tsx'
import { QuickUndo } from './quick-undo.tsx'

/**
 * The codes of one table, scanned one after the other: what each was told. The script fills it from the verdicts as they
 * come; without one, the history tells the same.
 */
export function Visit({ frame, storeId }: { frame: Frame; storeId: string | null }) {
  const words = frame.words.counterHistory.visit
  return (
    <section class="visit" id="visit" aria-labelledby="visit-title" data-store={storeId ?? ''} hidden>
      <div class="row row--apart">
        <h2 class="legend" id="visit-title">
          {words.title}
        </h2>
        <button type="button" class="bar-button" data-act="new-visit">
          {words.anew}
        </button>
      </div>
      <ol class="rows history"></ol>
      <p>
        <a class="reach" href={counterHref('history', storeId)}>
          {words.all}
        </a>
      </p>
      <template>
        <li>
          <div class="history-line">
            <time data-part="time"></time>
            <div class="grow">
              <b data-part="word"></b> <span class="code code--small" data-part="code"></span>
              <span class="promise" data-part="title"></span>
            </div>
            <span class="sum" data-part="sum"></span>
          </div>
          <QuickUndo frame={frame} redemption={null} commandKey={null} storeId={storeId} title={words.undo} />
        </li>
      </template>
    </section>
  )
}
