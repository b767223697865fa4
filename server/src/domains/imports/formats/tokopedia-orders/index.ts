import type { OrderFormat } from '../order-format.ts'

/** Tokopedia's own exports from before 2025, Indonesian and English; headings stand below a few lines about the shop. */
export const tokopediaOrders: OrderFormat = {
  format: 'tokopedia-orders',
  source: 'tokopedia',
  columns: {
    orderId: ['nomorinvoice', 'invoice', 'noinvoice', 'invoicenumber', 'orderid'],
    status: ['statusterakhir', 'orderstatus', 'status', 'statuspesanan'],
    createdAt: ['tanggalpembayaran', 'paymentdate', 'tanggalpesanan', 'orderdate', 'waktupembayaran'],
    completedAt: ['tanggalpesananselesai'],
    sku: ['nomorsku', 'stockkeepingunitsku', 'sku', 'kodesku'],
    parentSku: ['productid', 'idproduk'],
    name: ['namaproduk', 'productname'],
    variation: ['variasi', 'varian', 'variant'],
    quantity: ['jumlahprodukdibeli', 'quantity', 'jumlahproduk', 'jumlah'],
    returned: ['jumlahprodukyangdikurangkan', 'jumlahprodukdikurangkan'],
    originalPrice: ['hargaawalidr', 'pricerp', 'hargaawal', 'hargaawalrp'],
    unitPrice: ['hargajualidr', 'hargajualrp', 'hargajual'],
    lineDiscount: ['discountamountrp'],
    orderTotal: ['totalpenjualanidr', 'totalamountrp', 'totalpenjualan', 'totalpenjualanrp'],
    shippingFee: ['totalbiayapengirimanidr', 'totalshippingfeerp', 'biayapengirimantunaiidr'],
    buyer: ['namapembeli', 'customername'],
    recipient: ['namapenerima', 'recipient'],
    phone: ['notelppembeli', 'customerphone', 'notelppenerima', 'recipientnumber'],
    address: ['alamatpengiriman', 'recipientaddress'],
    city: ['kota', 'city'],
    province: ['provinsi', 'province'],
    courier: ['namakurir', 'courier'],
    trackingNumber: ['noresikodebooking', 'awb', 'noresi'],
    shippedAt: ['tanggalpengirimanbarang'],
  },
  marks: [
    'nomorinvoice', 'statusterakhir', 'tanggalpembayaran', 'tanggalpesananselesai', 'jumlahprodukdibeli', 'hargaawalidr', 'hargajualidr', 'jumlahsubsiditokopediaidr', 'biayapengirimantunaiidr', 'totalpenjualanidr', 'noresikodebooking', 'gudangpengiriman',
    'paymentdate', 'stockkeepingunitsku', 'pricerp', 'discountamountrp', 'subsidiamountrp', 'hargajualrp', 'shippingpricefeerp', 'insurancerp', 'totalshippingfeerp', 'totalamountrp', 'jenislayanan', 'bebasongkir', 'warehouseorigin', 'nomorsku',
  ],
  leastMarks: 3,
  fillsDown: true,
}
