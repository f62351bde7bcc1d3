/** Our own set on a 24 grid, one stroke each; see the look: round joins, 1.75 wide, never without a word beside it. */
const PATHS = {
  alert: 'M12 4l9 16H3zM12 10v5M12 17.5v.1',
  back: 'M15 5.5L8.5 12l6.5 6.5',
  ban: 'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM6.2 6.2l11.6 11.6',
  chart: 'M4 20V4M4 20h16M8.5 20v-6M13 20V8M17.5 20v-9',
  chat: 'M4 5h16v11h-9l-4.5 4v-4H4z',
  clock: 'M12 7v5.5l3.5 2M12 3a9 9 0 100 18 9 9 0 000-18z',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  cross: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9.5l6 6 6-6',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z',
  full: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  gear: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4',
  half: 'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 4v16',
  hold: 'M7 3.5h10M7 20.5h10M8 3.5c0 5 8 6.5 8 8.5s-8 3.5-8 8.5M16 3.5c0 5-8 6.5-8 8.5s8 3.5 8 8.5',
  home: 'M4 11l8-7 8 7v9h-5.5v-5.5h-5V20H4z',
  image: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 8.5v.1',
  key: 'M8 11.5a4.25 4.25 0 100 8.5 4.25 4.25 0 000-8.5zM11 13l8.5-8.5M15 8.5l3 3M18 5.5l2 2',
  lens: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 10.2a3 3 0 100 6 3 3 0 000-6z',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3',
  mail: 'M3.5 6h17v12h-17zM3.5 7l8.5 6 8.5-6',
  minus: 'M5 12h14',
  next: 'M9 5.5l6.5 6.5L9 18.5',
  people:
    'M9 11.5a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 20c.4-3.6 2.9-5.5 6.5-5.5s6.1 1.9 6.5 5.5M15.5 5a3.3 3.3 0 010 6.2M18 14.9c2 .7 3.2 2.5 3.5 5.1',
  person: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4.5 20.5c.5-4 3.4-6 7.5-6s7 2 7.5 6',
  pin: 'M12 21s7-6.2 7-11.5A7 7 0 005 9.5C5 14.8 12 21 12 21zM12 7.5a2.2 2.2 0 100 4.4 2.2 2.2 0 000-4.4z',
  plus: 'M12 5v14M5 12h14',
  print: 'M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16',
  search: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.3 15.3L20.5 20.5',
  share: 'M12 15V3.5M8 7l4-3.5L16 7M6 11H5v9.5h14V11h-1',
  star: 'M12 4l2.4 5.2 5.6.6-4.2 3.8 1.2 5.6L12 16.4 7 19.2l1.2-5.6L4 9.8l5.6-.6z',
  tick: 'M5 12.5l4.5 4.5L19 7',
  ticket: 'M3 7h18v3.2a1.8 1.8 0 000 3.6V17H3v-3.2a1.8 1.8 0 000-3.6zM14 7v2.2M14 11v2M14 14.8V17',
  torch: 'M8 3h8v4l-2 3v11h-4V10L8 7zM8 7h8M12 13v2',
  undo: 'M8.5 5L4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 010 11H9',
} as const

export type IconName = keyof typeof PATHS

/**
 * A drawing beside a word, hidden from those who hear the page. It carries its own path, so that a fragment swapped in
 * later never misses a symbol. `way` marks one that points along the text and turns round in right-to-left pages.
 */
export function Icon({ name, way = false }: { name: IconName; way?: boolean }) {
  return (
    <svg
      class={way ? 'icon icon--way' : 'icon'}
      viewBox="0 0 24 24"
      width="20"
      height="20"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
