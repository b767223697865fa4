/**
 * Catalog: what a shop sells. Products hold variants; each variant has a price, a stock level and a ledger of movements.
 * A price or stock that the shop does not know is `null`, never zero and never guessed.
 */
export { addProduct, setProductDeleted, updateProduct, type ProductInput, type VariantInput } from './products.ts'
export { revertCatalogChanges, writeCatalogRows, type BulkResult, type CatalogChange, type CatalogRow } from './bulk.ts'
export { moveStock, setStock, type StockChange } from './stock.ts'
export { findCatalogChange, findVariantIdsBySku, listProducts, listStockSince, readCatalog, type Product, type Variant } from './store.ts'
