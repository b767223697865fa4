import '../customers/customers.ts'
