import { describedBy, Field, FieldFrame } from './field.tsx'
import type { Frame } from './frame.ts'
import { Icon, type IconName } from './icon.tsx'
import { smallPicture } from './small-picture.ts'

/** What a picture is for, and the shape it is cut to: width by height. */
const RATIO = { ticket: 3, offer: 3, store: 1.5, logo: 1 } as const

/** Places in a picture as forms name them; '' is its middle. */
export const PICTURE_FOCUSES = ['', 'top', 'bottom', 'left', 'right'] as const

interface PictureFieldProps {
  readonly frame: Frame
  /** Name and id of the file field; the address of an uploaded picture comes under `<id>_url`, what it shows as `<id>_alt`. */
  readonly id: string
  readonly use: keyof typeof RATIO
  readonly label: string
  /** A picture already uploaded, or ''. */
  readonly url: string
  /** What it shows, as typed; absent where it only decorates, such as a logo beside the brand's name. */
  readonly alt?: string
  /** What must stay in view where no script cuts it: one of `PICTURE_FOCUSES`; absent where that is not kept. */
  readonly focus?: string
  readonly error?: string | undefined
  readonly altError?: string | undefined
}

// JPEG first: a browser that converts takes the first kind on the list. A script that can do more widens it.
const KINDS = 'image/jpeg,image/png,image/webp'

/**
 * A picture: chosen, photographed, pasted or dropped, and cut to its shape; without scripts a plain file field. An
 * uploaded one is a checkbox that carries its URL, so that taking it away needs no script either. The form it stands in
 * is multipart; the page brings `picture.js`, or a script of its own that calls `followPicture`.
 */
export function PictureField(props: PictureFieldProps) {
  const { frame, id, use, label, url, alt, focus, error, altError } = props
  const words = frame.words.pictures
  const field = { id, label, optional: frame.words.common.optional, error }
  return (
    <section
      class="picture stack stack--tight"
      data-picture
      data-use={use}
      data-filled={url === '' ? undefined : ''}
      {...workings(frame, use)}
    >
      <FieldFrame {...field}>
        <div class="drop">
          <input type="file" id={id} name={id} accept={KINDS} {...describedBy(field)} />
          <div class="drop__ways with-script">
            <Way act="choose" icon="image" label={words.choose} />
            <Way act="photograph" icon="lens" label={words.photograph} />
            <Way act="paste" icon="copy" label={words.paste} />
            <span class="small quiet drop__hint">{words.dropHere}</span>
          </div>
        </div>
      </FieldFrame>
      <input type="file" id={`${id}_camera`} accept="image/*" capture="environment" hidden tabindex={-1} />
      <Chosen frame={frame} id={id} url={url} />
      <Crop frame={frame} id={id} />
      <p class="small quiet" role="status" data-part="said" />
      {focus !== undefined && <Focus frame={frame} id={id} focus={focus} />}
      {alt !== undefined && (
        <div class="picture__alt">
          <Field
            id={`${id}_alt`}
            label={words.alt}
            optional={frame.words.common.optional}
            hint={words.altHint}
            value={alt}
            error={altError}
            attributes={{ autocomplete: 'off' }}
          />
        </div>
      )}
    </section>
  )
}

/** The picture as it will show, and whether it is used. */
function Chosen({ frame, id, url }: { frame: Frame; id: string; url: string }) {
  const words = frame.words.pictures
  return (
    <div class="picture__chosen" data-part="chosen" hidden={url === ''}>
      <img
        data-part="image"
        src={url === '' ? undefined : smallPicture(url)}
        alt={words.chosen}
        width="160"
        height="64"
      />
      <label class="tick">
        <input
          type="checkbox"
          id={`${id}_url`}
          name={`${id}_url`}
          data-part="url"
          value={url}
          checked={url !== ''}
          disabled={url === ''}
        />
        {words.use}
      </label>
      <button type="button" class="button button--small" data-act="adjust" hidden>
        {words.crop.open}
      </button>
    </div>
  )
}

/** Only without scripts: with them, what matters is in the middle of what was cut. */
function Focus({ frame, id, focus }: { frame: Frame; id: string; focus: string }) {
  const words = frame.words.pictures
  return (
    <div class="without-script">
      <FieldFrame id={`${id}_focus`} label={words.focus} optional={frame.words.common.optional}>
        <select class="input" id={`${id}_focus`} name={`${id}_focus`}>
          {PICTURE_FOCUSES.map((place) => (
            <option value={place} selected={place === focus}>
              {words.focuses[place]}
            </option>
          ))}
        </select>
      </FieldFrame>
    </div>
  )
}

/** The part that shows: the frame stands still, the picture moves behind it. */
function Crop({ frame, id }: { frame: Frame; id: string }) {
  const words = frame.words.pictures.crop
  return (
    <fieldset class="crop stack stack--tight" data-part="crop" hidden>
      <legend>{words.title}</legend>
      <p class="hint" id={`${id}-crop-hint`}>
        {words.hint}
      </p>
      <div
        class="crop__view"
        data-part="view"
        tabindex={0}
        role="application"
        aria-label={words.view}
        aria-describedby={`${id}-crop-hint`}
      >
        <canvas />
      </div>
      <p class="small quiet" role="status" data-part="at" data-words={words.at('{left}', '{top}')} />
      <label class="crop__zoom">
        {words.closer}
        <input type="range" min="100" max="400" step="5" value="100" />
      </label>
      <div class="row">
        <button type="button" class="button button--small button--primary" data-act="apply">
          {words.apply}
        </button>
        <button type="button" class="button button--small" data-act="cancel">
          {words.cancel}
        </button>
      </div>
    </fieldset>
  )
}

function Way({ act, icon, label }: { act: string; icon: IconName; label: string }) {
  return (
    <button type="button" class="button button--small" data-act={act}>
      <Icon name={icon} />
      {label}
    </button>
  )
}

/** What the script works with, and says, as it cannot know words itself; `{before}` and `{after}` are filled in there. */
function workings({ words, assets }: Frame, use: keyof typeof RATIO) {
  const { said } = words.pictures
  return {
    'data-ratio': RATIO[use],
    'data-upload': '/admin/images',
    'data-heic': assets['heic.js'],
    'data-heic-library': assets['libheif.js'],
    'data-heic-wasm': assets['libheif.wasm'],
    'data-reading': said.reading,
    'data-opening': said.opening,
    'data-sending': said.sending,
    'data-done': said.done('{before}', '{after}'),
    'data-as-it-is': said.asItIs('{after}'),
    'data-later': said.later,
    'data-refused': said.refused,
    'data-not-a-picture': said.notAPicture,
    'data-nothing-to-paste': said.nothingToPaste,
    'data-paste-blocked': said.pasteBlocked,
  }
}
