import type { Page } from 'playwright-core'

/** Presses Tab until the thing with this name has the focus, as someone without a mouse would; says what was passed. */
export async function tabTo(page: Page, name: string | RegExp, options: { isBack?: boolean; most?: number } = {}): Promise<void> {
  const passed: string[] = []
  for (let step = 0; step < (options.most ?? 60); step++) {
    await page.keyboard.press(options.isBack ? 'Shift+Tab' : 'Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return { name: 'body', isSeen: true }
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      const box = element.getBoundingClientRect()
      const isInside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      return { name: (element.getAttribute('aria-label') ?? element.textContent ?? '').trim(), isSeen: isInside && outlineStyle !== 'none' && outlineWidth !== '0px' }
    })
    passed.push(focused.name.slice(0, 40))
    if (!focused.isSeen) throw new Error(`The focus on "${focused.name}" cannot be seen`)
    if (typeof name === 'string' ? focused.name === name : name.test(focused.name)) return
  }
  throw new Error(`Tab never reached ${String(name)}; it passed ${passed.join(', ')}`)
}
