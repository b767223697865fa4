import type { counter as indonesian } from '../id/counter.ts'

export const counter: typeof indonesian = {
  title: 'Counter', back: 'Sales', search: 'Search or scan a code', scan: 'Scan with the camera', scanning: 'Point the camera at the code', nothingFound: 'Nothing matches.',
  noGoods: 'No goods yet', noGoodsYet: 'What you sell appears here.', toGoods: 'Open the list of goods', toCart: (count, amount) => `See the cart: ${count} pieces, ${amount}`,
  cart: 'Cart', empty: 'Tap goods to begin.', noPrice: 'no price yet', left: (count) => `${count} left`, fewer: (name) => `Fewer ${name}`, more: (name) => `More ${name}`,
  discount: 'Discount (Rp)', discountLimit: (percent) => `At most ${percent}% for your role.`, total: 'Total', pay: (amount) => `Pay ${amount}`, park: 'Hold', parked: 'On hold', resume: (count, amount) => `Resume ${count} pieces, ${amount}`,
  paying: 'Payment', cash: 'Cash', qris: 'QRIS', transfer: 'Transfer', given: 'Cash given (Rp)', change: (amount) => `Change ${amount}`, missing: (amount) => `${amount} missing`, exact: 'Exact amount', later: 'Picked up later, with a deposit', neededOn: 'Ready on', name: 'Buyer’s name', done: 'Done', qrAlt: (amount) => `QRIS code for ${amount}`, qrMissing: 'QRIS is not set up. See Settings, Payments.', seen: 'Make sure the money has arrived.',
  sold: 'Sale saved', receipt: 'Receipt', print: 'Print', share: 'Send by WhatsApp', next: 'Next sale',
  saved: (count) => `${count} saved on this device, sent when online`, allSent: 'Everything is sent', notDurable: 'This browser keeps nothing. Do not close this page before it is sent.', failed: (reason) => `Not sent yet: ${reason}`, first: 'Open the counter once while online, so that goods are kept here.',
  shift: 'Shift', open: 'Open shift', float: 'Opening cash (Rp)', close: 'Close shift', counted: 'Counted cash (Rp)', expected: (amount) => `Should be ${amount}`, difference: (amount) => `Difference ${amount}`, cashIn: 'Cash in', cashOut: 'Cash out', amount: 'Amount (Rp)', note: 'Note', closed: 'Shift closed',
  setAside: { sale: 'A sale could not be recorded', return: 'A return could not be recorded', 'shift-open': 'An opening could not be recorded', 'shift-close': 'A closing could not be recorded', cash: 'Drawer cash could not be recorded' }, seenIt: 'Seen',
  conflicts: 'To look at', settle: 'Settled', openOrder: (number) => `Open order ${number}`, changeStock: 'Correct the stock', payWords: { cash: 'Cash', qris: 'QRIS', transfer: 'Transfer' }, thanks: 'Thank you', rest: 'Rest',
}
