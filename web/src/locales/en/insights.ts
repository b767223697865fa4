import type { Facts, insights as indonesian, ReportWords } from '../id/insights.ts'

/** Words of what Laris tells about the shop. */
export const insights: typeof indonesian = {
  soFar: 'So far', yesterday: 'Yesterday', week: 'This week',
  chats: (count) => `${count} ${count === 1 ? 'person' : 'people'} wrote`, ordering: (count) => `${count} became orders`, orders: (count) => `${count} ${count === 1 ? 'order' : 'orders'}`, waiting: (count) => `${count} not answered`,
  quiet: 'No chats or orders yet.', nothingWaits: 'Every chat is answered.',
  sold: (amount) => `Sales ${amount}`, than: (percent) => (percent === 0 ? 'same as last week' : percent > 0 ? `up ${percent}% on the same days last week` : `down ${-percent}% on the same days last week`),
  tooEarly: (days) => `Comparisons need 8 weeks. ${days} days are known.`, calendar: (names) => `Also at work: ${names}.`,
  howOrdering: 'Counted when they order within 3 days of writing.',
  decisions: 'What you can do this week', noDecisions: 'No suggestions yet. They come when there is enough evidence.',
  atStake: (low, high) => `Worth about ${low} to ${high}.`,
  evidence: 'Why', rows: (count) => `See the ${count} rows`, later: 'Not now', wrong: 'Wrong', undo: 'Undo', done: 'Done', marked: { later: 'Put off this week', wrong: 'Marked wrong. It will not return on the same evidence.', done: 'Marked as done', open: 'Brought back' },
  kinds: {
    slipping: { title: (facts: Facts) => `${facts['people']} regulars are late`, text: (facts: Facts) => `Of ${facts['then']} people like them, ${facts['cameBack']} came back by themselves.`, action: 'Invite them' },
    unanswered: { title: (facts: Facts) => `${facts['chats']} chats have waited over an hour`, text: (facts: Facts) => `Of ${facts['people']} people who wrote, ${facts['ordering']} ordered.`, action: 'Answer now' },
    restock: { title: (facts: Facts) => `${facts['goods']} goods will run out`, text: (facts: Facts) => `First ${facts['first']}: order ${facts['pieces']}.`, action: 'See the order list' },
    'slow-stock': { title: (facts: Facts) => `${facts['goods']} goods have lain still for ${facts['days']} days`, text: (facts: Facts) => `The largest is ${facts['first']}.`, action: 'Make a promotion' },
  },
  workload: 'Work saved', saved: (replies, each, total) => `The assistant replied ${replies} times in 30 days. At ${each} minutes each, that is ${total}.`, minutesPerReply: 'Minutes for one reply', change: 'Change the minutes', save: 'Save',
  speed: (before, after) => `Half of customers are answered within ${after}. Before the assistant: ${before}.`, speedNow: (after) => `Half of customers are answered within ${after}.`,
  duration: (seconds) => (seconds < 90 ? `${seconds} seconds` : seconds < 5_400 ? `${Math.round(seconds / 60)} minutes` : `${Math.floor(seconds / 3_600)} h ${Math.round((seconds % 3_600) / 60)} min`),
  segments: 'Customer groups', segmentsText: 'Who your customers are now.', members: (count) => `${count} ${count === 1 ? 'person' : 'people'}`, figure: (bought, members) => `A month ago ${members} people were here. ${bought} have bought since.`, figureThin: 'Not enough data for a forecast.',
  own: 'Your own', addSegment: 'Make a group', name: 'Name of the group', nobody: 'Nobody is in this group yet.', becauseOf: 'In because', noneYet: 'No customers yet', noneYetText: 'Customers join a group once they write or order.', deleteSegment: 'Delete group', deleted: 'Group deleted', writeTo: 'Send a promotion',
  ready: { 'langganan-setia': 'Loyal regulars', 'mulai-kembali': 'Starting to return', 'baru-sekali': 'Bought once', 'hampir-hilang': 'Slipping away', 'lama-hilang': 'Long gone', 'belum-beli': 'Asked, never bought' },
  match: 'Who fits', matchAll: 'all conditions', matchAny: 'any condition', condition: 'Condition', addCondition: 'Add a condition', removeCondition: 'Remove condition', atLeast: 'at least', atMost: 'at most', value: 'Value', within: 'Within how many days', comparison: 'Compare', found: (count) => `${count} ${count === 1 ? 'person fits' : 'people fit'}`, firstPeople: 'Some of them', chooseSome: 'Fill in at least one.', valuesHint: 'Separate with commas.', anyOf: 'one of', noneOf: 'none of', rule: 'Meaning',
  fields: { orders: 'Number of orders', spend: 'Total spent (Rp)', averageOrder: 'Average order (Rp)', daysSinceFirstOrder: 'Days since first order', daysSinceLastOrder: 'Days since last order', gapDays: 'Usual gap (days)', gapPercent: 'Present gap against usual (%)', messages: 'Number of messages', daysSinceLastMessage: 'Days since last message', ordersWithin: 'Orders in some days', spendWithin: 'Spent in some days (Rp)', messagesWithin: 'Messages in some days', channel: 'Buys through', place: 'Place', bought: 'Has bought' },
  read: {
    number: (field, isAtLeast, value) => `${field} ${isAtLeast ? 'at least' : 'at most'} ${value}`, window: (field, days, isAtLeast, value) => `${field} in the last ${days} days ${isAtLeast ? 'at least' : 'at most'} ${value}`, choice: (field, isAny, values) => `${field} ${isAny ? '' : 'not '}${values}`, actual: (text, actual) => `${text} (now ${actual})`, not: (text) => `not: ${text}`, and: ' and ', or: ' or ',
    short: { orders: 'orders', spend: 'spent', averageOrder: 'average order', daysSinceFirstOrder: 'days since first order', daysSinceLastOrder: 'days since last order', gapDays: 'usual gap (days)', gapPercent: 'gap against usual (%)', messages: 'messages', daysSinceLastMessage: 'days since last message', ordersWithin: 'orders', spendWithin: 'spent', messagesWithin: 'messages', channel: 'buys through', place: 'place', bought: 'goods ever bought' },
    goods: (count) => `${count} chosen goods`,
  },
  customer: { title: 'Buying habits', none: 'Has never ordered.', total: (orders, amount) => `${orders} orders, ${amount}.`, favourites: 'Often buys', favourite: (name, times, orders) => `${name} (${times} of ${orders} orders)`, weekday: 'Usually on', channel: 'Usually through', seen: (value, times, orders) => `${value} (${times} of ${orders})`, amount: 'One order', range: (low, high) => `${low} to ${high}`, rhythm: 'Rhythm', usual: (usual, since) => `Usually every ${usual} days, now ${since} days.`, next: 'Next order', between: (from, to) => `${from} to ${to}`, late: 'Later than usual', value: (days) => `Expected in ${days} days`, expected: (amount, low, high) => `${amount} (${low} to ${high})`, groups: 'Groups', alive: 'Still buys here', aliveText: (percent) => `${percent}% likely` },
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  reports: 'Reports', reportsText: 'Your shop in figures, with what they rest on.', period: 'Period', days: (days) => (days === 365 ? 'A year' : `Last ${days} days`), excel: 'Download Excel', csv: 'Download CSV', table: 'Table', chart: 'Chart', from: (from, to) => `${from} to ${to}`, computed: (at) => `Worked out ${at}.`, unknown: 'Unknown', more: (count) => `and ${count} more rows`, noRows: 'No data for this period yet.', supplier: 'Text for the supplier',
  missing: (what, have, need) => `Not enough data: ${have} of ${need} ${what}.`, what: { days: 'days', orders: 'orders', people: 'people', texts: 'texts', answers: 'answers' },
  report: {
    sales: { title: 'Sales', about: 'Orders that were not cancelled, less what was given back.', sentence: (f: Facts) => `${f['orders']} orders, ${rp(f['amount'])}.${f['change'] === null ? '' : ` ${Number(f['change']) >= 0 ? 'Up' : 'Down'} ${Math.abs(Number(f['change']))}% on the period before.`}` },
    products: { title: 'Products', about: 'Prices of what sold. Margin where the cost is known.', sentence: (f: Facts) => (f['first'] ? `${f['pieces']} pieces sold. Largest is ${f['first']}, ${f['firstShare']}% of sales.` : 'Nothing sold yet.') },
    customers: { title: 'Customers', about: 'Known buyers only.', sentence: (f: Facts) => `${f['fresh']} new buyers, ${f['returning']} returning.${f['repeat'] === null ? '' : ` ${f['repeat']}% had bought before.`}` },
    cohorts: { title: 'Coming back by month', about: 'By month of the first order. The running month is left open.', sentence: (f: Facts) => (f['again'] === null ? `${f['people']} buyers in a year.` : `${f['again']}% bought again in the next month.`) },
    funnel: { title: 'From chat to order', about: 'Ordered within 3 days of writing.', sentence: (f: Facts) => (f['rate'] === null ? 'Nobody wrote yet.' : `Of ${f['people']} people who wrote, ${f['ordering']} ordered (${f['rate']}%).`) },
    channels: { title: 'Channels', about: 'Messages, orders and sales by channel.', sentence: (f: Facts) => (f['first'] ? `Most through ${f['first']}${f['firstShare'] === null ? '' : `, ${f['firstShare']}% of sales`}.` : 'No chats or orders yet.') },
    'response-times': { title: 'Speed of answers', about: 'From the first unanswered message, last 28 days.', sentence: (f: Facts) => (f['median'] === null ? 'Not enough answers yet.' : `Half within ${time(f['median'])}, nine of ten within ${time(f['ninth'])}.${f['medianBefore'] === null ? '' : ` Before the assistant: ${time(f['medianBefore'])}.`}`) },
    'stock-advice': { title: 'Forecast and what to buy', about: 'From a year of sales, paydays and holidays.', sentence: (f: Facts) => (f['goods'] ? `Order ${f['goods']} goods now, ${f['pieces']} pieces.` : 'Nothing needs ordering now.') },
    themes: { title: 'What ratings say', about: 'What customers wrote this year, grouped.', sentence: (f: Facts) => (f['first'] ? `${f['texts']} texts. Most are about ${f['first']}.` : `${f['texts']} texts.`) },
    places: { title: 'Places', about: 'City of each buyer’s last order.', sentence: (f: Facts) => (f['first'] ? `${f['people']} buyers, most from ${f['first']}. ${f['unknown']}% unknown.` : `${f['people']} buyers, places unknown so far.`) },
  } satisfies Record<string, ReportWords>,
  columns: { day: 'Date', orders: 'Orders', amount: 'Sales', effects: 'Special days', name: 'Product', pieces: 'Pieces', piecesBefore: 'Before', margin: 'Margin', segment: 'Group', people: 'People', boughtSince: 'Bought in 30 days', then: 'Of', month: 'First month', later1: 'Month 1', later2: '2', later3: '3', later4: '4', later5: '5', later6: '6', step: 'Step', channel: 'Channel', messages: 'Messages', share: 'Share', answers: 'Answers', median: 'Half within', ninth: '9 of 10', available: 'Left', lastWeek: 'Last week', expected: 'Will sell', orderNow: 'Order', theme: 'Theme', texts: 'Texts', low: 'Scores 1–2', quotes: 'Quotes', place: 'Place' },
  steps: { wrote: 'Wrote', ordered: 'Then ordered', bought: 'All buyers', returned: 'Had bought before' },
}

const rp = (amount: unknown) => `Rp ${String(Math.round(Number(amount))).replace(/\B(?=(\d{3})+$)/g, '.')}`
const time = (seconds: unknown) => insights.duration(Number(seconds))
