import { useState } from 'react'
import { call } from '../../api/client.ts'
import { useMe } from '../../session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { PasswordDialog, RenewCodesDialog } from './two-factor-password.tsx'
import { TwoFactorSetup } from './two-factor-setup.tsx'
import { peopleWords } from './words.ts'

/** Whether a code is asked for besides the password, and the way to change that. */
export function TwoFactor() {
  const people = peopleWords()
  const words = people.security
  const me = useMe()
  const [open, setOpen] = useState<'set-up' | 'renew' | 'turn-off'>()
  const isOn = me?.twoFactorEnabled ?? false
  // The codes on the screen must outlive a moment in which the login changes and nobody seems to be signed in.
  const accountName = me?.accountName ?? ''
  const close = () => setOpen(undefined)
  return (
    <Card title={words.twoFactor} actions={<Badge tone={isOn ? 'good' : 'plain'}>{isOn ? words.on : words.off}</Badge>}>
      <p className="text-soft">{isOn ? words.onText : words.offText}</p>
      <div className="flex flex-wrap gap-2">
        {/* One button in both states, so that the focus has somewhere to return to. */}
        <Button kind={isOn ? 'danger' : 'primary'} onClick={() => setOpen(isOn ? 'turn-off' : 'set-up')}>
          {isOn ? words.turnOff : words.turnOn}
        </Button>
        {isOn && <Button onClick={() => setOpen('renew')}>{words.renew}</Button>}
      </div>
      {open === 'set-up' && <TwoFactorSetup accountName={accountName} onClose={close} />}
      {open === 'renew' && <RenewCodesDialog accountName={accountName} onClose={close} />}
      {open === 'turn-off' && (
        <PasswordDialog title={words.turnOff} text={words.turnOffText} action={words.turnOff} said={words.turnedOff} onClose={close} confirm={(password) => call('disableTwoFactor', { body: { password } })} />
      )}
    </Card>
  )
}
