import { join } from 'node:path'
import { defineConfig } from 'vite'

/** The web chat: a loader for the shop's page and the chat inside the frame, with fixed names and nothing shared. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  build: {
    target: 'es2020',
    outDir: 'dist/widget',
    emptyOutDir: false,
    modulePreload: false,
    rollupOptions: {
      input: { laris: join(import.meta.dirname, 'src/widget/loader.ts'), frame: join(import.meta.dirname, 'src/widget/frame.ts') },
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
})
