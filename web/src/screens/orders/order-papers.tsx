import { useQuery } from '@tanstack/react-query'
import { activeBusiness, call } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Copyable } from '../../ui/copyable.tsx'
import { Card } from '../../ui/page.tsx'
import type { OrderDetail } from './queries.ts'
import { salesWords } from './words.ts'

/** The receipt for a chat, for a 58 mm printer and as PDF, and the label for the parcel. */
export function OrderPapers({ order }: { order: OrderDetail }) {
  const words = salesWords().order
  const receipt = useQuery({ queryKey: ['orders', 'receipt', order.orderId, order.paidTotal, order.status], queryFn: () => call('getReceipt', { params: { orderId: order.orderId } }) }).data
  const address = (paper: string) => `/api/orders/${order.orderId}/${paper}.pdf?business=${activeBusiness() ?? ''}`
  const look = 'inline-flex min-h-12 items-center justify-center rounded-box border border-line bg-card px-4 py-2 font-semibold'
  return (
    <Card title={words.papers}>
      <div className="grid gap-2 sm:grid-cols-2">
        <Button disabled={!receipt} onClick={() => receipt && print58(receipt.thermal)}>
          {words.thermal}
        </Button>
        <a href={address('invoice')} target="_blank" rel="noreferrer" className={look}>
          {words.invoice}
        </a>
        {order.delivery === 'ship' && (
          <a href={address('label')} target="_blank" rel="noreferrer" className={look}>
            {words.label}
          </a>
        )}
      </div>
      {receipt && (
        <details>
          <summary className="min-h-12 content-center font-semibold text-primary">{words.share}</summary>
          <Copyable title={words.share} text={receipt.chat} />
        </details>
      )}
    </Card>
  )
}

/** Prints text in a frame of its own, as wide as the paper. */
function print58(text: string): void {
  const frame = document.createElement('iframe')
  frame.hidden = true
  document.body.append(frame)
  const page = frame.contentDocument
  if (!page) return
  const style = page.createElement('style')
  style.textContent = '@page{size:58mm auto;margin:2mm}pre{font:12px/1.25 monospace;margin:0;white-space:pre}'
  const paper = page.createElement('pre')
  paper.textContent = text
  page.head.append(style)
  page.body.append(paper)
  frame.contentWindow?.addEventListener('afterprint', () => frame.remove())
  frame.contentWindow?.print()
}
