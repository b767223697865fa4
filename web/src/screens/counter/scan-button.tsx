import { Camera } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { counterWords } from './words.ts'

/** Browsers that read codes by themselves; types do not know it yet. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}
const findDetector = () => (globalThis as { BarcodeDetector?: new () => Detector }).BarcodeDetector

/** Reads a code with the camera where the browser can; scanner guns type into the search instead. */
export function ScanButton({ onCode }: { onCode: (code: string) => void }) {
  const words = counterWords()
  const [isOpen, setOpen] = useState(false)
  if (!findDetector()) return null
  return (
    <>
      <IconButton label={words.scan} onClick={() => setOpen(true)}>
        <Camera aria-hidden />
      </IconButton>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.scanning}>
        {isOpen && <Video onCode={(code) => (setOpen(false), onCode(code))} />}
      </Dialog>
    </>
  )
}

function Video({ onCode }: { onCode: (code: string) => void }) {
  const ref = useRef<HTMLVideoElement>(null)
  const told = useRef(onCode)
  useEffect(() => {
    told.current = onCode
  })
  useEffect(() => {
    const Found = findDetector()
    let isOver = false
    let stream: MediaStream | undefined
    const watch = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      const video = ref.current
      if (!Found || !video || isOver) return stream.getTracks().forEach((track) => track.stop())
      video.srcObject = stream
      await video.play()
      const detector = new Found()
      while (!isOver) {
        const [code] = await detector.detect(video)
        if (code) return told.current(code.rawValue)
        await new Promise((resolve) => setTimeout(resolve, 150))
      }
    }
    void watch().catch(() => {})
    return () => {
      isOver = true
      stream?.getTracks().forEach((track) => track.stop())
    }
  }, [])
  return <video ref={ref} muted playsInline className="w-full rounded-box bg-black" />
}
