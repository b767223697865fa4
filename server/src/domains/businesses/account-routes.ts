import { z } from 'zod'
import { openRoute } from '#platform/http/route'
import { backupCodesAnswer, changePasswordInput, codeInput, currentPasswordInput, nothing, sessionsAnswer, twoFactorAnswer } from './schemas.ts'
import { changePassword, endOtherSessions, endSession, listSessions } from './sessions.ts'
import { confirmTwoFactor, disableTwoFactor, prepareTwoFactor, renewBackupCodes } from './two-factor.ts'

const ownAccount = { access: 'signed-in', reason: 'The own login of a person, whatever their businesses' } as const

/** What people do with their own login. Changes ask for the current password (S22). */
export const accountRoutes = {
  listSessions: openRoute({
    ...ownAccount,
    method: 'GET',
    path: '/api/account/sessions',
    summary: 'Devices that are signed in to this account',
    answer: sessionsAnswer,
    handle: async (ctx) => ({ items: await listSessions(ctx) }),
  }),
  endSession: openRoute({
    ...ownAccount,
    method: 'DELETE',
    path: '/api/account/sessions/:sessionId',
    summary: 'Sign one device out',
    params: z.object({ sessionId: z.uuid() }),
    answer: nothing,
    handle: async (ctx, { params }) => {
      await endSession(ctx, params.sessionId)
      return {}
    },
  }),
  endOtherSessions: openRoute({
    ...ownAccount,
    method: 'DELETE',
    path: '/api/account/sessions',
    summary: 'Sign every other device out',
    answer: z.object({ ended: z.number().int() }),
    handle: endOtherSessions,
  }),
  changePassword: openRoute({
    ...ownAccount,
    method: 'PUT',
    path: '/api/account/password',
    summary: 'Change the password; every other login ends',
    limitPerMinute: 5,
    body: changePasswordInput,
    answer: z.object({ activeApiKeys: z.number().int() }),
    handle: (ctx, { body }) => changePassword(ctx, body),
  }),
  prepareTwoFactor: openRoute({
    ...ownAccount,
    method: 'POST',
    path: '/api/account/two-factor',
    summary: 'Begin two-factor sign-in: the secret for the app, and backup codes; nothing is asked before it is confirmed',
    limitPerMinute: 5,
    body: currentPasswordInput,
    answer: twoFactorAnswer,
    handle: (ctx, { body }) => prepareTwoFactor(ctx, body.password),
  }),
  confirmTwoFactor: openRoute({
    ...ownAccount,
    method: 'POST',
    path: '/api/account/two-factor/confirmation',
    summary: 'Switch two-factor sign-in on with the first code of the app',
    limitPerMinute: 5,
    body: codeInput,
    answer: nothing,
    handle: async (ctx, { body }) => {
      await confirmTwoFactor(ctx, body.code)
      return {}
    },
  }),
  disableTwoFactor: openRoute({
    ...ownAccount,
    method: 'POST',
    path: '/api/account/two-factor/removal',
    summary: 'Switch two-factor sign-in off',
    limitPerMinute: 5,
    body: currentPasswordInput,
    answer: nothing,
    handle: async (ctx, { body }) => {
      await disableTwoFactor(ctx, body.password)
      return {}
    },
  }),
  renewBackupCodes: openRoute({
    ...ownAccount,
    method: 'POST',
    path: '/api/account/two-factor/backup-codes',
    summary: 'New backup codes; the old ones stop working',
    limitPerMinute: 5,
    body: currentPasswordInput,
    answer: backupCodesAnswer,
    handle: (ctx, { body }) => renewBackupCodes(ctx, body.password),
  }),
}
