/**
 * Catalog: what a shop sells. Products hold variants; each variant has a price, a stock level and a ledger of movements.
 * A price or stock that the shop does not know is `null`, never zero and never guessed. Stock changes only through the
 * ledger: what is promised is held under a reference and then committed, released or returned.
 */
export { addProduct, setProductDeleted, updateProduct, type ProductInput, type VariantInput } from './products.ts'
export { revertCatalogChanges, writeCatalogRows, type BulkResult, type CatalogChange, type CatalogRow } from './bulk.ts'
export { confirmStock, findCatalogGaps, setVariantFigure, type CatalogGap, type CatalogGaps } from './gaps.ts'
export { findPhotoOf, readPhotos } from './photos.ts'
export { readAvailable, readCapacity, readOffered, withMadeOf, type DayCapacity } from './availability.ts'
export { dayFull, notEnoughStock } from './errors.ts'
export { listHolders } from './holders.ts'
export { findOnSale, readGoods, sumIngredients, type Good, type Item } from './goods.ts'
export { addDays, commitStock, holdStock, keepStock, releaseStock, replaceHold, returnItems, returnStock, sellAnyway, takeAnyway, type Hold } from './reservations.ts'
export { listRestingGoods, type RestingGood } from './resting-goods.ts'
export { listRestocked } from './restocked.ts'
export { moveStock, setStock, type StockChange } from './stock.ts'
export { listConflicts, type Shortage, type StockConflict } from './stock-conflicts.ts'
export { listStock, type StockItem } from './stock-list.ts'
export { findVariantFacts, type VariantFacts } from './variant-facts.ts'
export { findCatalogChange, findVariantIdsBySku, listProducts, listStockSince, readCatalog, type Product, type Variant } from './store.ts'
