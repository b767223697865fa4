import type { ReactNode } from 'react'

/** The calm page around signing in and starting. */
export function Welcome({ title, intro, children }: { title: string; intro?: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 px-4 py-8">
      <header className="flex flex-col gap-2">
        <img src="/icon.svg" alt="" width={48} height={48} />
        <h1 className="text-2xl font-extrabold">{title}</h1>
        {intro && <p className="text-soft">{intro}</p>}
      </header>
      {children}
    </main>
  )
}
