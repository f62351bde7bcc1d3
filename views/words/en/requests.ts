/** What is wrong with a request before any voucher is asked: said in answers of the API. */
export const requests = {
  idempotency_key_required:
    'Send an Idempotency-Key header, new for every act and the same for every retry of it.',
  idempotency_key_invalid: 'An Idempotency-Key is 1 to 255 printable ASCII characters.',
  body_too_large: 'The body is too large. Send at most 64 KB, pictures at most 10 MB.',
  not_found: 'There is nothing at this address. Check the path and the id.',
  method_not_allowed: 'This address does not take that method. The Allow header names those it takes.',
  unavailable: 'We cannot answer right now. Send the same request with the same key again in a moment.',
  internal_error: 'That went wrong on our side. Send the same request with the same key again.',
  image_unsupported: 'Send a PNG, JPEG or WebP picture to POST /api/v1/images and use the URL it answers.',
  image_too_large: 'A picture is at most 10 MB. Send a smaller one.',
  customer_exists: 'A customer with this email or phone exists already. Use that one.',
  customer_merged: 'This customer was merged into another record. Use the one in "merged_into" from now on.',
  order_of_other_customer:
    'This order was recorded for another customer first. Check the order number and whose card was scanned.',
  customer_not_found: 'We do not know this customer. Search for it or create it first.',
  version_required:
    'Read it first and send its ETag in If-Match, so that nobody overwrites what they have not seen.',
  version_conflict:
    'Somebody else changed it meanwhile. Look at what stands now, in "current", and send your change with its ETag.',
  store_not_found: 'There is no such shop. List the shops to see their ids.',
  directory_full:
    'Brand, shops and partners together are at most 256 KB, about 500 shops with address and hours. Shorten some texts first.',
  not_yourself: 'Nobody suspends, archives or gives another role to themselves. Ask another admin.',
  last_admin: 'This is the last active admin. Make somebody else one first.',
  admin_by_people: 'No key makes, invites or lets back an admin. Ask an admin to do it in the settings.',
  person_suspended: 'They are suspended. Let them back in first.',
  person_archived: 'They are archived. Bring them back first.',
  name_taken:
    'Another one of this list is called that, perhaps an archived one. Choose another name, or restore it.',
  list_full: 'This list holds 200, which is the most. Rename or restore one of those that are there.',
  offer_state:
    'That cannot be done with this offer now: "offer_status" says where it stands, "possible" what can be done. An offer over by its time first needs a later publish_until.',
  offer_incomplete: 'This offer cannot be published yet: "errors" names each field that is missing or wrong.',
  limit_below_used:
    'A limit cannot be lower than what is taken already: "used" says how much. Choose at least that, or no limit.',
  claim_word_taken:
    'Another offer that has not ended has this claim word. Choose another one, or end that offer.',
  offers_full: 'There are 300 offers published, which is the most. Pause or end one first.',
  plan_running:
    'This customer has a plan in that time: "membership_id" names it. End it first, or begin when it ends.',
  test_mode_mismatch:
    'This key belongs to the other world: keys that begin with vk_test_ work in the test world, vk_live_ in the live one.',
  key_expired:
    'This key has ended. Ask whoever looks after keys for a new one, or to let this one go on: Settings, API keys.',
  approval_required:
    'This is above the monthly budget for vouchers by hand; "left" says what is left of it. Issue less, or have somebody issue it who may.',
  code_underivable: 'No free code was found. Send the same request again.',
}
