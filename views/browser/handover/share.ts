const REVOKE_AFTER_MS = 60_000

/** Opens the system's share sheet; whoever closes it has changed their mind, which is no error. */
export function shareLink(data: ShareData): void {
  // Not awaited: on some phones "save image" never answers.
  navigator.share(data).catch(() => {})
}

/** Hands the picture to the share sheet on a phone, else downloads it; whether it was downloaded. */
export function savePicture(blob: Blob, name: string): boolean {
  const files = [new File([blob], name, { type: blob.type })]
  if (matchMedia('(pointer: coarse)').matches && navigator.canShare?.({ files })) {
    shareLink({ files })
    return false
  }
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The download has the bytes by then.
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_AFTER_MS)
  return true
}
