/** Words of the frame around every page, and of parts that appear on many. */
export const common = {
  skip: 'Skip to content',
  mainMenu: 'Main',
  testWorldName: 'Test world',
  testWorld: 'Test world: these vouchers are not real',
  optional: 'optional',
  attention: (count: number) =>
    count === 1 ? 'One thing needs your attention' : `${count} things need your attention`,
  zone: (city: string) => `${city} time`,
  allShops: 'all shops',
  everyShop: 'All shops',
  nav: {
    wallet: 'My wallet',
    staff: 'Staff sign-in',
    issue: 'Issue',
    scan: 'Scan',
    home: 'Home',
    vouchers: 'Vouchers',
    customers: 'Customers',
    settings: 'Settings',
    approvals: 'Approvals',
    offers: 'Offers',
  },
  role: {
    admin: 'Admin',
    manager: 'Manager',
    operator: 'Operator',
    partner: 'Partner',
    kiosk: 'Kiosk',
    counter: 'Shared tablet',
    customer: 'Customer',
  },
  /** As staff read it; customers read `ticket.status`. */
  status: {
    active: 'Ready to use',
    held: 'Held',
    partially_redeemed: 'Partly used',
    redeemed: 'Redeemed',
    expired: 'Ended',
    void: 'Void',
    blocked: 'Blocked',
  },
}
