import { html } from 'hono/html'
import type { Child, PropsWithChildren } from 'hono/jsx'
import type { HtmlEscapedString } from 'hono/utils/html'
import { brandStyleUrl } from './brand.ts'
import { BrandMark } from './brand-mark.tsx'
import { DeskSearch, maySearch } from './desk-search.tsx'
import type { Frame, Viewer } from './frame.ts'
import { Icon, type IconName } from './icon.tsx'
import { mayScan, WarmReader } from './warm-reader.tsx'
import type { Words } from './words/words.ts'

type DocumentProps = PropsWithChildren<{
  readonly frame: Frame
  /** Without the brand's name, which every title ends with. */
  readonly title: string
  /** URLs of scripts; htmx and its settings come with `htmx`. */
  readonly scripts?: readonly string[]
  readonly htmx?: boolean
  /** Style the page carries itself instead of linking any; trusted, and hashed, by whoever passes it. */
  readonly ownStyle?: HtmlEscapedString
  /** Only the front page is for search engines. */
  readonly indexed?: boolean
  /** More for the head. */
  readonly head?: Child
}>

// htmx 4 would swap error answers too; a page opts in where it has a place for them. Its indicator style would need
// a looser policy for styles.
const HTMX_CONFIG = JSON.stringify({ noSwap: [204, 304, '4xx', '5xx'], includeIndicatorCSS: false })

/** A whole HTML document: head, the test world's banner, and the body. */
export function Document(props: DocumentProps) {
  const { frame, title, scripts = [], htmx = false, ownStyle, indexed = false } = props
  const { words, brand, assets } = frame
  const running = [
    ...(htmx ? [assets['htmx.js']] : []),
    ...(frame.viewer?.atTablet ? [assets['tablet-lock.js']] : []),
    ...scripts,
  ]
  return (
    <>
      {html`<!doctype html>`}
      <html lang={words.language} dir={words.direction}>
        <head>
          <meta charset="utf-8" />
          <meta
            name="viewport"
            content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
          />
          <meta name="color-scheme" content="light dark" />
          {!indexed && <meta name="robots" content="noindex" />}
          <title>{`${title} · ${brand.name}`}</title>
          <link rel="icon" href={assets['icon.svg']} type="image/svg+xml" />
          {ownStyle === undefined ? <Styles frame={frame} /> : <style>{ownStyle}</style>}
          {htmx && <meta name="htmx-config" content={HTMX_CONFIG} />}
          {htmx && <meta name="offline" content={assets['offline.js']} />}
          {running.map((src) => (
            <script type="module" src={src} />
          ))}
          {props.head}
        </head>
        <body>
          <a class="skip" href="#main">
            {words.common.skip}
          </a>
          {frame.world === 'test' && (
            <aside class="world" aria-label={words.common.testWorldName}>
              {words.common.testWorld}
            </aside>
          )}
          {props.children}
        </body>
      </html>
    </>
  )
}

function Styles({ frame }: { frame: Frame }) {
  return (
    <>
      <link rel="stylesheet" href={frame.assets['vale.css']} />
      <link rel="stylesheet" href={brandStyleUrl(frame.brand)} />
    </>
  )
}

/** A page for customers: masthead, `<main>` and foot. `main` is the class of `<main>` beside `wrap page`. */
export function CustomerPage({ children, ...props }: DocumentProps & { readonly main?: string }) {
  return (
    <Document {...props}>
      <Masthead frame={props.frame} />
      <main id="main" class={`wrap page ${props.main ?? 'stack stack--loose'}`}>
        {children}
      </main>
      <Foot frame={props.frame} />
    </Document>
  )
}

/** The brand, and the ways to its offers and to the wallet, on top of every customer page. */
export function Masthead({ frame }: { frame: Frame }) {
  const { brand, words, path, viewer } = frame
  const offers = viewer?.role === 'customer' ? '/wallet/offers' : '/#offers'
  return (
    <header class="masthead">
      <div class="wrap">
        <a class="mark" href="/">
          <BrandMark brand={brand} />
          {brand.name}
        </a>
        <nav class="links" aria-label={words.common.mainMenu}>
          <a href={offers} aria-current={path === offers ? 'page' : undefined}>
            {words.common.nav.offers}
          </a>
          <a href="/wallet" aria-current={path === '/wallet' ? 'page' : undefined}>
            {words.common.nav.wallet}
          </a>
        </nav>
      </div>
    </header>
  )
}

/** Who the brand is, where to write to it, and the staff's door. */
export function Foot({ frame: { brand, words } }: { frame: Frame }) {
  return (
    <footer class="foot">
      <div class="wrap row row--apart">
        <span>{brand.line === '' ? brand.name : `${brand.name} · ${brand.line}`}</span>
        {brand.email !== null && <a href={`mailto:${brand.email}`}>{brand.email}</a>}
        <a href="/signin">{words.common.nav.staff}</a>
      </div>
    </footer>
  )
}

interface DeskLink {
  readonly href: string
  readonly icon: IconName
  readonly label: keyof Words['common']['nav']
  readonly roles: readonly Viewer['role'][]
  /** Also for whoever has a budget for vouchers by hand. */
  readonly byBudget?: boolean
}

/** At the bottom of a phone: five at most. */
const DESK_LINKS: readonly DeskLink[] = [
  { href: '/admin', icon: 'home', label: 'home', roles: ['admin', 'manager'] },
  { href: '/admin/issue', icon: 'plus', label: 'issue', roles: ['admin', 'manager'], byBudget: true },
  { href: '/scan', icon: 'scan', label: 'scan', roles: ['admin', 'manager', 'operator', 'partner'] },
  { href: '/admin/vouchers', icon: 'ticket', label: 'vouchers', roles: ['admin', 'manager'] },
  { href: '/admin/customers', icon: 'people', label: 'customers', roles: ['admin', 'manager'] },
  { href: '/admin/approvals', icon: 'hold', label: 'requests', roles: [], byBudget: true },
]

/** Only beside a desk; a phone finds them on the home page. */
const MORE_LINKS: readonly DeskLink[] = [
  { href: '/admin/offers', icon: 'star', label: 'offers', roles: ['admin', 'manager'] },
  { href: '/admin/approvals', icon: 'hold', label: 'approvals', roles: ['admin', 'manager'] },
  { href: '/admin/settings', icon: 'gear', label: 'settings', roles: ['admin', 'manager'] },
]

type DeskProps = DocumentProps & {
  /** A task with one way out: phones hide the menu and show this in the top line instead of the brand. */
  readonly task?: { readonly href: string; readonly label: string }
  /** What the search over everything was asked for, where the page is its answer. */
  readonly searched?: string
}

/** A page for staff: bottom bar on a phone, side menu on a desk; only what the viewer's role may open. */
export function Desk({ task, searched = '', children, ...props }: DeskProps) {
  const { frame } = props
  return (
    // The search in the header answers while typing.
    <Document
      {...props}
      htmx={props.htmx === true || maySearch(frame.viewer)}
      head={
        <>
          {props.head}
          {mayScan(frame.viewer) && <WarmReader frame={frame} />}
        </>
      }
    >
      <div class={task === undefined ? 'desk' : 'desk desk--task'}>
        <DeskMenu frame={frame} />
        <header class="topline">
          {task === undefined ? (
            <a class="mark topline__mark" href={deskHome(frame.viewer)}>
              <BrandMark brand={frame.brand} />
              {frame.brand.name}
            </a>
          ) : (
            <a class="button button--plain button--small topline__back" href={task.href}>
              {task.label}
            </a>
          )}
          <DeskSearch frame={frame} q={searched} />
          {frame.viewer !== null && <Who frame={frame} viewer={frame.viewer} />}
        </header>
        <main id="main" class="desk-main stack stack--loose">
          {children}
        </main>
      </div>
    </Document>
  )
}

/** Who is signed in, in the top line of a phone, and the way to their account. */
function Who({ frame: { words }, viewer }: { frame: Frame; viewer: Viewer }) {
  const text = whoAndWhere(viewer.name, viewer.place)
  return viewer.account === true ? (
    <a class="small quiet topline__who" href="/account">
      <span>
        {text}
        <span class="sr">{words.account.toAccount}</span>
      </span>
    </a>
  ) : (
    <span class="small quiet topline__who">{text}</span>
  )
}

function DeskMenu({ frame: { brand, words, viewer, path } }: { frame: Frame }) {
  const open = (links: readonly DeskLink[]) =>
    links.filter(
      ({ roles, byBudget }) =>
        viewer !== null && (roles.includes(viewer.role) || (byBudget && viewer.issues)),
    )
  const items = (links: readonly DeskLink[]) =>
    links.map(({ href, icon, label }) => (
      <li>
        <a href={href} aria-current={isWithin(path, href) ? 'page' : undefined}>
          <Icon name={icon} />
          <span>{words.common.nav[label]}</span>
        </a>
      </li>
    ))
  const more = open(MORE_LINKS)
  return (
    <nav class="menu" aria-label={words.common.mainMenu}>
      <a class="mark" href={deskHome(viewer)}>
        <BrandMark brand={brand} />
        {brand.name}
      </a>
      <ul>{items(open(DESK_LINKS))}</ul>
      {more.length > 0 && <ul class="menu-more">{items(more)}</ul>}
      {viewer !== null && (
        <p class="menu-who">
          {viewer.account === true ? (
            <a href="/account" aria-current={path === '/account' ? 'page' : undefined}>
              <Icon name="person" />
              <span>{viewer.name}</span>
            </a>
          ) : (
            <>
              {viewer.name}
              <br />
            </>
          )}
          {whoAndWhere(words.common.role[viewer.role], viewer.place)}
        </p>
      )}
    </nav>
  )
}

/** `/admin/vouchers/vch_…` belongs to `/admin/vouchers`; the home page above them all only to itself. */
function isWithin(path: string, href: string): boolean {
  return path === href || (href !== '/admin' && path.startsWith(`${href}/`))
}

/** Where staff begin: those who may see it on the home page, everybody else at the counter. */
function deskHome(viewer: Viewer | null): string {
  return viewer?.role === 'admin' || viewer?.role === 'manager' ? '/admin' : '/scan'
}

function whoAndWhere(who: string, place: string): string {
  return place === '' ? who : `${who}, ${place}`
}
