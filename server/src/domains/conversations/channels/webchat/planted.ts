import '../telegram/index.ts'
