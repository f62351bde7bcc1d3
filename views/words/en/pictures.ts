/** What a file is that is no picture we can keep, and what to do about it. */
const INSTEAD = {
  heic: 'This server cannot open HEIC pictures.',
  avif: 'This server cannot open AVIF pictures.',
  svg: 'An SVG is a drawing that can carry programs, so it is not kept as it is.',
  gif: 'GIF pictures are not taken.',
  pdf: 'This is a PDF, not a picture.',
  html: 'This is a web page, not a picture.',
  other: 'This is not a picture we can open, or it is damaged.',
} as const

/** Words of the field that takes a picture, wherever one can be given. */
export const pictures = {
  choose: 'Choose',
  photograph: 'Take a photo',
  paste: 'Paste',
  dropHere: 'or drop one here',
  hint: 'A JPEG, PNG or WebP of at most 10 MB.',
  use: 'Use this picture',
  chosen: 'The picture you chose',
  alt: 'What it shows',
  altHint: 'For people who cannot see it. Left empty, they hear the title or the name.',
  focus: 'What must stay in view',
  focuses: { '': 'The middle', top: 'The top', bottom: 'The bottom', left: 'The left', right: 'The right' },
  said: {
    reading: 'Reading the picture…',
    opening: 'Opening a HEIC picture, this takes a moment…',
    sending: 'Sending it…',
    done: (before: string, after: string) => `Ready. ${before} became ${after}.`,
    asItIs: (size: string) => `Ready, ${size}.`,
    later: 'No connection. It goes along when you send the form.',
    refused: 'This picture cannot be opened, or it is damaged. Save it as JPEG or PNG and try again.',
    notAPicture: 'That is not a picture. Choose a photo or a drawing.',
    nothingToPaste: 'There is no picture to paste. Copy one first.',
    pasteBlocked: 'The browser does not let us read what you copied. Choose the picture instead.',
  },
  crop: {
    open: 'Adjust',
    title: 'Which part shows?',
    hint: 'Drag the picture, or press the arrow keys; plus and minus come closer and go back.',
    view: 'The part that shows',
    closer: 'Closer',
    apply: 'Use this part',
    cancel: 'Cancel',
    at: (left: string, top: string) => `${left} from the left, ${top} from the top`,
  },
  unsupported: (looksLike: keyof typeof INSTEAD | null) =>
    `${INSTEAD[looksLike ?? 'other']} Save it as PNG, JPEG or WebP and send that.`,
  formUnsupported: (looksLike: keyof typeof INSTEAD | null) =>
    `This picture cannot be used. ${INSTEAD[looksLike ?? 'other']} Save it as PNG, JPEG or WebP and choose that.`,
  tooMany: 'You sent many pictures in a short time. Wait a few minutes, then choose this one again.',
  tooLarge: 'This picture cannot be used. Choose one of at most 10 MB and 50 million pixels.',
}
