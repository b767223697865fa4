import { rupiah } from '../../ui/format.ts'

const side = 1_080
const edge = 96

const photoHeight = 640

/** A square picture with the shop, the goods and the price, around the photo where there is one; made here: nothing leaves the browser. */
export async function drawPicture({ shopName, name, price, code, photo }: { shopName: string; name: string; price: number; code: string; photo: string | undefined }): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = side
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  const family = getComputedStyle(document.body).fontFamily
  pen.fillStyle = '#0f766e'
  pen.fillRect(0, 0, side, side)
  if (photo !== undefined) {
    await drawPhoto(pen, photo)
    return finish(pen, family, { shopName, name, price, code })
  }
  pen.fillStyle = '#ffffff'
  pen.font = `600 44px ${family}`
  pen.fillText(shopName, edge, 160, side - 2 * edge)
  pen.font = `800 88px ${family}`
  let y = 420
  for (const line of wrap(pen, name).slice(0, 4)) {
    pen.fillText(line, edge, y, side - 2 * edge)
    y += 104
  }
  pen.font = `800 72px ${family}`
  pen.fillText(rupiah(price), edge, 900)
  pen.font = `600 44px ${family}`
  pen.fillText(code, edge, 984)
  return toBlob(canvas, 'image/png')
}

/** The words below a photo. */
function finish(pen: CanvasRenderingContext2D, family: string, { shopName, name, price, code }: { shopName: string; name: string; price: number; code: string }): Promise<Blob> {
  const wide = side - 2 * edge
  pen.fillStyle = '#ffffff'
  pen.font = `800 64px ${family}`
  let y = photoHeight + 100
  for (const line of wrap(pen, name).slice(0, 2)) {
    pen.fillText(line, edge, y, wide)
    y += 76
  }
  pen.font = `800 64px ${family}`
  pen.fillText(rupiah(price), edge, 932, wide)
  pen.font = `600 40px ${family}`
  pen.fillText(`${shopName} · ${code}`, edge, 1_010, wide)
  return toBlob(pen.canvas, 'image/jpeg')
}

/** Fills the upper part, cut from the middle. */
async function drawPhoto(pen: CanvasRenderingContext2D, address: string): Promise<void> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`photo ${answer.status}`)
  const image = await createImageBitmap(await answer.blob())
  const scale = Math.max(side / image.width, photoHeight / image.height)
  const [width, height] = [side / scale, photoHeight / scale]
  pen.drawImage(image, (image.width - width) / 2, (image.height - height) / 2, width, height, 0, 0, side, photoHeight)
  image.close()
}

function toBlob(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), type, 0.9))
}

function wrap(pen: CanvasRenderingContext2D, text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim()
    if (lines.length > 0 && pen.measureText(longer).width <= side - 2 * edge) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

export function download(blob: Blob, fileName: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
