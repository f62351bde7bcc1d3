import { describedBy, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon, type IconName } from '../icon.tsx'

interface IssuePictureProps {
  readonly frame: Frame
  /** A picture already uploaded, or ''. */
  readonly imageUrl: string
  readonly error: string | undefined
}

// JPEG first: a browser that converts takes the first kind on the list.
const KINDS = 'image/jpeg,image/png,image/webp'

/**
 * A picture: chosen, photographed, pasted or dropped; without scripts a plain file field. An uploaded one is a checkbox
 * that carries its URL, so that taking it away needs no script either.
 */
export function IssuePicture({ frame, imageUrl, error }: IssuePictureProps) {
  const words = frame.words.admin.issue
  const field = {
    id: 'image',
    label: words.picture,
    optional: frame.words.common.optional,
    error,
  }
  return (
    <section class="picture stack stack--tight" id="picture" {...sayings(words)}>
      <FieldFrame {...field}>
        <div class="drop">
          <input type="file" id="image" name="image" accept={KINDS} {...describedBy(field)} />
          <div class="drop__ways with-script">
            <Way act="choose" icon="image" label={words.choosePicture} />
            <Way act="photograph" icon="lens" label={words.takePhoto} />
            <Way act="paste" icon="copy" label={words.pastePicture} />
            <span class="small quiet drop__hint">{words.dropHere}</span>
          </div>
        </div>
      </FieldFrame>
      <input type="file" id="camera" accept="image/*" capture="environment" hidden tabindex={-1} />
      <div class="picture__chosen" data-part="chosen" hidden={imageUrl === ''}>
        <img
          data-part="image"
          src={imageUrl === '' ? undefined : imageUrl}
          alt={words.pictureAlt}
          width="160"
          height="64"
        />
        <label class="tick">
          <input
            type="checkbox"
            id="image_url"
            name="image_url"
            value={imageUrl}
            checked={imageUrl !== ''}
            disabled={imageUrl === ''}
          />
          {words.usePicture}
        </label>
      </div>
      <p class="small quiet" role="status" data-part="said" />
    </section>
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

/** What the script says, as it cannot know words itself; `{before}` and `{after}` are filled in there. */
function sayings({ pictureSaid: said }: Frame['words']['admin']['issue']) {
  return {
    'data-reading': said.reading,
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
