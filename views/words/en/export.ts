/** Words of the page where a brand takes its data along. */
export const exportWords = {
  title: 'Export',
  lead: 'Everything in Vale is yours. Take it along as files that any spreadsheet opens.',
  download: 'Download',
  downloadOf: (what: string) => `Download: ${what}`,
  files: {
    customers: { name: 'Customers', holds: 'Names, contacts, tags, consent and notes.' },
    vouchers: {
      name: 'Vouchers',
      holds: 'What was promised, to whom, and how it stands. Codes by their last four symbols.',
    },
    entries: {
      name: 'Ledger entries',
      holds: 'Every use, refusal and change of every voucher, with its receipt.',
    },
    people: {
      name: 'Staff, devices and keys',
      holds: 'Who works where, in which role, and when they were last seen.',
    },
    audits: { name: 'Changes', holds: 'Who changed what, outside vouchers.' },
    directory: { name: 'Brand and shops', holds: 'As a JSON file.' },
    settings: {
      name: 'Lists and settings',
      holds: 'Plans, tags, categories, campaigns, reasons, budgets, earning and retention, as a JSON file.',
    },
  },
  codes: {
    title: 'Vouchers with their codes',
    hint: 'Whoever has this file can use every open voucher in it. It is noted that you took it.',
    download: 'Download with codes',
  },
  limits: (rows: string) =>
    `One file holds up to ${rows} rows. If there are more, its last line is the address of the next file.`,
  formulas: 'A text that begins like a formula has an apostrophe in front, so that no spreadsheet runs it.',
  backup: 'For a copy that can be put back, whoever deploys runs npm run backup.',
  further: (url: string) => `There is more: ${url}`,
}
