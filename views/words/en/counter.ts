/** Words of the pages where vouchers are scanned and redeemed. */
export const counter = {}
