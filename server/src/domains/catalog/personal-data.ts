import type { PersonalDataKeeper } from '#platform/personal-data'

export const personalData: PersonalDataKeeper = {
  domain: 'catalog',
  withoutPeople: ['products', 'variants', 'stock_levels', 'stock_movements', 'variant_components', 'reservations', 'capacity_days', 'stock_conflicts'],
  tables: {},
}
