import { z } from 'zod'
import { rawRoute } from '#platform/http/route'
import { sendSpreadsheet, spreadsheetForms } from '#platform/files/spreadsheet'
import { exportLists, type ExportList } from './exports.ts'

const query = z.object({ form: z.enum(spreadsheetForms).default('csv') })

/** One address a list: `/api/exports/orders?form=xlsx`, row by row however long the list is. */
export const exportRoutes = {
  exportOrders: exportRoute('orders', 'Every order with its lines', exportLists.orders),
  exportCustomers: exportRoute('customers', 'Every customer', exportLists.customers),
  exportProducts: exportRoute('products', 'Every product and variant', exportLists.products),
  exportStock: exportRoute('stock', 'Stock of every variant', exportLists.stock),
}

function exportRoute(list: string, what: string, { permission, name, headings, rows }: ExportList) {
  return rawRoute({
    method: 'GET',
    path: `/api/exports/${list}`,
    summary: `${what} as CSV or Excel (\`form=csv|xlsx\`), safe against formulas`,
    access: { permission },
    limitPerMinute: 10,
    query,
    async handle(ctx, { query: { form } }) {
      return sendSpreadsheet(ctx.reply, form, { name, headings, rows: rows(ctx.tenant) })
    },
  })
}
