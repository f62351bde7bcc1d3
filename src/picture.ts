export const PICTURE_BYTES_MOST = 10 * 1024 * 1024
export const pictureType = (kind: string) => `image/${kind}`
export const readPicture = (bytes: Uint8Array): { kind: 'refused'; reason: string } | { kind: 'picture'; picture: { kind: string; width: number; height: number; bytes: Uint8Array } } => ({ kind: 'refused', reason: String(bytes.length) })
