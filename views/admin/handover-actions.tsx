import { Icon, type IconName } from '../icon.tsx'
import { shownCode, type TicketView } from '../ticket-view.ts'
import { untilLine } from '../voucher-facts.ts'
import type { HandoverPageProps } from './handover-page.tsx'

type ActionsProps = Pick<HandoverPageProps, 'frame' | 'ticket' | 'link' | 'customerName' | 'sending'>

/** Ways to give it: send, copy, save, print. Links work by themselves; the script adds sharing and copying. */
export function HandoverActions(props: ActionsProps) {
  const { frame, ticket, link, customerName, sending } = props
  const words = frame.words.admin.handover
  const message = `${words.message(frame.brand.name, ticket.title)}\n${link}`
  return (
    <section class="stack" id="handover" aria-label={words.handOver} {...forTheScript(props)}>
      <div class="actions actions--even">
        <Way
          href={`https://wa.me/?text=${encodeURIComponent(message)}`}
          icon="chat"
          label={words.whatsapp}
          away
        />
        {/* Where we can write to them, two kinds of email would only be mistaken for each other. */}
        {sending === null && (
          <Way
            href={`mailto:?subject=${encodeURIComponent(words.message(frame.brand.name, ticket.title))}&body=${encodeURIComponent(message)}`}
            icon="mail"
            label={words.ownEmail}
          />
        )}
        <button type="button" class="button with-script" data-act="copy">
          <Icon name="copy" />
          {words.copyLink}
        </button>
        <Way href={`/v/${ticket.code}/qr.png`} icon="image" label={words.picture} act="picture" />
        <Way href={`/v/${ticket.code}/print`} icon="print" label={words.print} />
        <Way href={anotherHref(ticket)} icon="plus" label={words.another} />
      </div>
      <p class="small" role="status" data-part="said" />
      <div class="field">
        <label for="link">{words.link}</label>
        <p class="hint" id="link-hint">
          {customerName === null ? words.linkHint : words.linkHintBound}
        </p>
        <input class="input link" id="link" value={link} readonly aria-describedby="link-hint" />
      </div>
    </section>
  )
}

function Way({
  href,
  icon,
  label,
  act,
  away = false,
}: {
  href: string
  icon: IconName
  label: string
  act?: string
  away?: boolean
}) {
  const elsewhere = away ? { target: '_blank', rel: 'noopener noreferrer' } : {}
  return (
    <a class="button" href={href} data-act={act} {...elsewhere}>
      <Icon name={icon} />
      {label}
    </a>
  )
}

/** Facts and sentences the script draws and says. */
function forTheScript({ frame, ticket, link }: ActionsProps) {
  const words = frame.words.admin.handover
  return {
    'data-link': link,
    'data-brand': frame.brand.name,
    'data-title': ticket.title,
    'data-until': untilLine(frame, ticket),
    'data-code': shownCode(ticket.code),
    'data-file': words.fileName(ticket.code.slice(-4)),
    'data-message': words.message(frame.brand.name, ticket.title),
    'data-copied': words.copied,
    'data-copy-yourself': words.copyYourself,
    'data-drawing': words.drawing,
    'data-saved': words.saved,
    'data-not-drawn': words.notDrawn,
  }
}

/** The form again, filled in like this voucher. */
export function anotherHref({ id }: Pick<TicketView, 'id'>): string {
  return `/admin/issue?again=${id}`
}
