import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { AnswerForm } from './answer-form.tsx'

interface TypedCodeProps {
  readonly frame: Frame
  /** What the field holds already. */
  readonly code: string
  /** The claim word that waits for a card; ''. */
  readonly word: string
  /** What is wrong with it, where it came back. */
  readonly error: string | null
  readonly storeId: string | null
  /** Where a good scan redeems at once: the key it does so under. */
  readonly redeemingKey: string | null
}

/** The form every code passes through: typed, scanned by hand or seen by the camera. */
export function TypedCode({ frame, code, word, error, storeId, redeemingKey }: TypedCodeProps) {
  const words = frame.words.counter
  return (
    <section class="typed" aria-label={words.typeCode}>
      <AnswerForm
        action={redeemingKey === null ? '/scan/validations' : '/scan/redemptions'}
        id="code-form"
        hidden={{ store_id: storeId, word, idempotency_key: redeemingKey }}
      >
        <p class="wanted" data-wanted hidden={word === ''}>
          {frame.words.till.claim.wanted} <b data-wanted-word>{word}</b>
        </p>
        <div class="field">
          <label for="code">{words.typeLabel}</label>
          <p class="error" id="code-error" role="alert" hidden={error === null}>
            <Icon name="alert" />
            <span data-error>{error ?? ''}</span>
          </p>
          <input
            class="input input--code"
            id="code"
            name="code"
            value={code}
            required
            placeholder={words.codePlaceholder}
            autocapitalize="characters"
            autocomplete="off"
            autocorrect="off"
            spellcheck={false}
            enterkeyhint="go"
            dir="ltr"
            aria-describedby="code-hint code-error"
            aria-invalid={error === null ? undefined : 'true'}
            {...slipWords(frame)}
          />
          <button class="button button--primary" type="submit">
            {redeemingKey === null ? words.check : words.redeem}
          </button>
          <p class="hint" id="code-hint">
            <noscript>{words.wedgeHintOnly}</noscript>
            <span data-scripted hidden>
              {words.wedgeHint}
            </span>{' '}
            <a href={`/scan/scanner${storeId === null ? '' : `?store=${storeId}`}`}>{words.setUpScanner}</a>
          </p>
        </div>
      </AnswerForm>
    </section>
  )
}

// The script knows where a slip is before anybody is asked; its sentences come from here. '****' stands for the group.
function slipWords({ words }: Frame): Readonly<Record<string, string>> {
  const { first, second, third, fourth, somewhere, noCode } = words.counter.slip
  return {
    'data-slip-1': first('****'),
    'data-slip-2': second('****'),
    'data-slip-3': third('****'),
    'data-slip-4': fourth('****'),
    'data-slip': somewhere,
    'data-no-code': noCode,
  }
}
