import type { Action } from '../../src/permission.ts'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'

type Pages = Frame['words']['settings']['pages']

interface SettingsLink {
  readonly page: keyof Pages
  readonly group: keyof Frame['words']['settings']['groups']
  /** Whoever may do this may open it. */
  readonly needs: Action
  /** Where the page lies, if elsewhere. */
  readonly href?: string
}

/** Every settings page, in the order a brand meets them; each lies at /admin/settings/{page}. */
export const SETTINGS_LINKS: readonly SettingsLink[] = [
  { page: 'brand', group: 'brand', needs: 'settings:read' },
  { page: 'stores', group: 'brand', needs: 'settings:read' },
  { page: 'staff', group: 'people', needs: 'staff:read' },
  { page: 'devices', group: 'people', needs: 'staff:read' },
  { page: 'keys', group: 'people', needs: 'keys:write' },
  { page: 'earning', group: 'offers', needs: 'settings:read' },
  { page: 'goodwill', group: 'offers', needs: 'settings:read' },
  { page: 'plans', group: 'offers', needs: 'settings:read' },
  { page: 'tags', group: 'offers', needs: 'settings:read' },
  { page: 'categories', group: 'offers', needs: 'settings:read' },
  { page: 'campaigns', group: 'offers', needs: 'settings:read' },
  { page: 'audits', group: 'data', needs: 'audits:read', href: '/admin/audits' },
  { page: 'retention', group: 'data', needs: 'settings:write' },
  { page: 'export', group: 'data', needs: 'settings:write' },
  { page: 'system', group: 'data', needs: 'system:read', href: '/admin/system' },
]

/** `/admin/settings`: what can be set, what it does and where it acts; only what the viewer may open. */
export function SettingsPage({ frame, links }: { frame: Frame; links: readonly SettingsLink[] }) {
  const words = frame.words.settings
  const groups = [...new Set(links.map(({ group }) => group))]
  return (
    <Desk frame={frame} title={words.title}>
      <div>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
      </div>
      {groups.map((group) => (
        <section class="stack stack--tight" aria-labelledby={`of-${group}`}>
          <h2 id={`of-${group}`}>{words.groups[group]}</h2>
          <ul class="rows">
            {links
              .filter((link) => link.group === group)
              .map(({ page, href = `/admin/settings/${page}` }) => (
                <li>
                  <a class="rowline" href={href}>
                    <span class="grow">
                      <b>{words.pages[page].name}</b>
                      <span class="small quiet">
                        {words.pages[page].does} {words.pages[page].acts}
                      </span>
                    </span>
                    <Icon name="next" way />
                  </a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Desk>
  )
}
