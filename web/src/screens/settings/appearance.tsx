import { useState } from 'react'
import { chooseLanguage, chosenLanguage, useMessages, type Language } from '../../locales/locale.ts'
import { readAppearance, saveAppearance, type Appearance as Choice } from '../../ui/appearance.ts'
import { CheckField, SelectField } from '../../ui/field.tsx'
import { Card } from '../../ui/page.tsx'

/** How this device shows Laris. */
export function Appearance() {
  const { settings, shell } = useMessages()
  const [choice, setChoice] = useState(readAppearance)
  const change = (next: Choice) => {
    setChoice(next)
    saveAppearance(next)
  }
  return (
    <Card title={settings.appearance}>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField label={shell.theme} value={choice.theme} onChange={(event) => change({ ...choice, theme: event.target.value as Choice['theme'] })}>
          <option value="system">{shell.themeSystem}</option>
          <option value="light">{shell.themeLight}</option>
          <option value="dark">{shell.themeDark}</option>
        </SelectField>
        <SelectField label={shell.language} value={chosenLanguage()} onChange={(event) => chooseLanguage(event.target.value as Language)}>
          <option value="id">Bahasa Indonesia</option>
          <option value="en">English</option>
        </SelectField>
      </div>
      <CheckField label={shell.largeText} checked={choice.hasLargeText} onChange={(event) => change({ ...choice, hasLargeText: event.target.checked })} />
    </Card>
  )
}
