/** What is wrong with a request before any voucher is asked: said in answers of the API. */
export const requests = {
  idempotency_key_required:
    'Send an Idempotency-Key header, new for every act and the same for every retry of it.',
  idempotency_key_invalid: 'An Idempotency-Key is 1 to 255 printable ASCII characters.',
  body_too_large: 'The body is too large. Send at most 64 KB, pictures at most 10 MB.',
  not_found: 'There is nothing at this address. Check the path and the id.',
  unavailable: 'We cannot answer right now. Send the same request with the same key again in a moment.',
  internal_error: 'That went wrong on our side. Send the same request with the same key again.',
  image_unsupported: 'Send a PNG, JPEG or WebP picture to POST /api/v1/images and use the URL it answers.',
  image_too_large: 'A picture is at most 10 MB. Send a smaller one.',
  customer_exists: 'A customer with this email or phone exists already. Use that one.',
  customer_merged: 'This customer was merged into another record. Use the one in "merged_into" from now on.',
  customer_not_found: 'We do not know this customer. Search for it or create it first.',
  version_required:
    'Read it first and send its ETag in If-Match, so that nobody overwrites what they have not seen.',
  version_conflict:
    'Somebody else changed it meanwhile. Look at what stands now, in "current", and send your change with its ETag.',
  code_underivable: 'No free code was found. Send the same request again.',
}
