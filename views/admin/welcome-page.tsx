import type { PropsWithChildren } from 'hono/jsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { ClockFields, LookFields } from './brand-fields.tsx'
import { SaveBar } from './brand-page.tsx'
import { type BrandChoices, type BrandValues, CLOCK_FIELDS, LOOK_FIELDS } from './brand-values.ts'
import type { ColourView } from './colour-preview.tsx'
import type { FieldErrors } from './issue-values.ts'
import { Problems, titleWith } from './problems.tsx'
import { PlaceFields } from './store-fields.tsx'
import { STORE_FIELDS, type StoreValues } from './store-values.ts'

/** The steps as their addresses call them, in order. */
export const WELCOME_STEPS = ['brand', 'money', 'store'] as const
export type WelcomeStep = (typeof WELCOME_STEPS)[number]

interface StepProps {
  readonly frame: Frame
  readonly errors: FieldErrors
}

type BrandStepProps = StepProps & {
  readonly version: number
  readonly values: BrandValues
  readonly colour: ColourView
}

/** First: name, colour, logo. */
export function BrandStep({ frame, version, values, errors, colour }: BrandStepProps) {
  return (
    <Step frame={frame} step="brand" errors={errors} fields={LOOK_FIELDS} hidden={{ version: `${version}` }}>
      <LookFields frame={frame} values={values} errors={errors} colour={colour} />
    </Step>
  )
}

type MoneyStepProps = StepProps & {
  readonly version: number
  readonly values: BrandValues
  readonly choices: BrandChoices
  readonly detect: boolean
}

/** Then: clock, money and language. */
export function MoneyStep({ frame, version, values, errors, choices, detect }: MoneyStepProps) {
  return (
    <Step frame={frame} step="money" errors={errors} fields={CLOCK_FIELDS} hidden={{ version: `${version}` }}>
      <ClockFields frame={frame} values={values} errors={errors} choices={choices} detect={detect} />
    </Step>
  )
}

type StoreStepProps = StepProps & {
  readonly commandKey: string
  readonly values: StoreValues
  readonly zones: BrandChoices['zones']
  /** Names of the shops that are there already. */
  readonly present: readonly string[]
}

/** Last: the first shop, or that there is none. */
export function StoreStep({ frame, commandKey, values, errors, zones, present }: StoreStepProps) {
  const words = frame.words.welcome.store
  return (
    <Step
      frame={frame}
      step="store"
      errors={errors}
      fields={STORE_FIELDS}
      hidden={{ idempotency_key: commandKey }}
      otherwise={present.length === 0 ? words.none : words.goOn}
    >
      {present.length > 0 && <p class="hint">{words.another(frame.display.list(present))}</p>}
      <PlaceFields frame={frame} values={values} errors={errors} zones={zones} />
    </Step>
  )
}

type FrameOfStep = PropsWithChildren<{
  readonly frame: Frame
  readonly step: WelcomeStep
  readonly errors: FieldErrors
  readonly fields: readonly string[]
  readonly hidden: Readonly<Record<string, string>>
  /** A second way on, which leaves the fields aside. */
  readonly otherwise?: string
}>

function Step({ frame, step, errors, fields, hidden, otherwise, children }: FrameOfStep) {
  const words = frame.words.welcome
  const number = WELCOME_STEPS.indexOf(step) + 1
  const before = WELCOME_STEPS[number - 2]
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, words[step].title, errors)}
      scripts={[frame.assets['brand.js'], frame.assets['picture.js']]}
      task={{ href: wayOut(frame, before), label: before === undefined ? words.later : words.back }}
    >
      <form
        class="narrow-form"
        method="post"
        action={`/admin/welcome/${step}`}
        enctype="multipart/form-data"
        novalidate
      >
        {Object.entries(hidden).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="page-head">
          <div>
            <p class="steps">{words.step(number, WELCOME_STEPS.length)}</p>
            <h1>{words[step].title}</h1>
            <p class="lead">{words[step].lead}</p>
          </div>
        </div>
        <Problems
          frame={frame}
          errors={errors}
          fields={fields}
          places={{ logo_url: 'logo', image_url: 'main' }}
        />
        <div class="stack form-gap">{children}</div>
        {otherwise !== undefined && (
          <button type="submit" class="button button--plain" name="none" value="yes">
            {otherwise}
          </button>
        )}
        <SaveBar label={words.go} />
      </form>
    </Desk>
  )
}

/** Back one step; from the first one out, to what is open before anything is said. */
function wayOut(frame: Frame, before: WelcomeStep | undefined): string {
  if (before !== undefined) return `/admin/welcome?step=${before}`
  return frame.brand.version === 0 ? '/' : '/admin'
}

/** All is said: the first voucher is the next thing. */
export function WelcomeDone({ frame }: { frame: Frame }) {
  const words = frame.words.welcome.done
  return (
    <Desk frame={frame} title={words.title(frame.brand.name)} task={{ href: '/admin', label: words.home }}>
      <div class="narrow-form stack stack--loose">
        <div>
          <h1>{words.title(frame.brand.name)}</h1>
          <p class="lead">{words.lead}</p>
        </div>
        <div class="actions">
          <a class="button button--primary span" href="/admin/issue">
            <Icon name="ticket" />
            {words.issue}
          </a>
          <a class="button span" href="/admin/welcome?step=brand">
            {words.change}
          </a>
        </div>
      </div>
    </Desk>
  )
}

/** What whoever may not set up reads until an admin has. */
export function WelcomeWaiting({ frame }: { frame: Frame }) {
  const words = frame.words.welcome.waiting
  return (
    <Desk frame={frame} title={words.title}>
      <div>
        <h1>{words.title}</h1>
        <p class="lead">{words.text}</p>
      </div>
    </Desk>
  )
}
