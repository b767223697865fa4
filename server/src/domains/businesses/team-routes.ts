import { z } from 'zod'
import { openRoute, route } from '#platform/http/route'
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
import { listAuditEntries } from './audit-list.ts'
import { acceptInvitation, describeInvitation, inviteMember, listInvitations, revokeInvitation } from './invitations.ts'
import { changeMemberRole, listMembers, removeMember } from './members.ts'
import { apiKeyScopes } from './rules.ts'
import {
  acceptInvitationInput,
  apiKeyParams,
  apiKeysAnswer,
  auditAnswer,
  auditQuery,
  invitationParams,
  invitationsAnswer,
  invitationTokenParams,
  memberParams,
  memberRoleInput,
  membersAnswer,
  newApiKey,
  newApiKeyAnswer,
  newInvitation,
  newInvitationAnswer,
  nothing,
  openInvitationAnswer,
} from './schemas.ts'

const invitationLink = { access: 'public', reason: 'The invited person has no login yet; the link holds 192 random bits' } as const

/** Who works in the business, which programs may, and what they all did. */
export const teamRoutes = {
  listMembers: route({
    method: 'GET',
    path: '/api/members',
    summary: 'People who work in this business',
    permission: 'members.read',
    answer: membersAnswer,
    handle: async (ctx) => ({ items: await listMembers(ctx) }),
  }),
  changeMemberRole: route({
    method: 'PATCH',
    path: '/api/members/:memberId',
    summary: 'Change the role of a member; the last owner stays owner',
    permission: 'members.write',
    params: memberParams,
    body: memberRoleInput,
    answer: nothing,
    handle: async (ctx, { params, body }) => {
      await changeMemberRole(ctx, params.memberId, body.role)
      return {}
    },
  }),
  removeMember: route({
    method: 'DELETE',
    path: '/api/members/:memberId',
    summary: 'Remove a member; acts at once, open screens included',
    permission: 'members.write',
    params: memberParams,
    answer: nothing,
    handle: async (ctx, { params }) => {
      await removeMember(ctx, params.memberId)
      return {}
    },
  }),
  listInvitations: route({
    method: 'GET',
    path: '/api/members/invitations',
    summary: 'Invitations that wait for someone',
    permission: 'members.write',
    answer: invitationsAnswer,
    handle: async (ctx) => ({ items: await listInvitations(ctx) }),
  }),
  inviteMember: route({
    method: 'POST',
    path: '/api/members/invitations',
    summary: 'Make an invitation link, shown once, valid for seven days',
    permission: 'members.write',
    isAnswerSecret: true,
    body: newInvitation,
    answer: newInvitationAnswer,
    handle: (ctx, { body }) => inviteMember(ctx, body),
  }),
  revokeInvitation: route({
    method: 'DELETE',
    path: '/api/members/invitations/:invitationId',
    summary: 'Take an invitation back',
    permission: 'members.write',
    params: invitationParams,
    answer: nothing,
    handle: async (ctx, { params }) => {
      await revokeInvitation(ctx, params.invitationId)
      return {}
    },
  }),
  getInvitation: openRoute({
    ...invitationLink,
    method: 'GET',
    path: '/api/invitations/:token',
    summary: 'What an invitation link offers',
    limitPerMinute: 30,
    params: invitationTokenParams,
    answer: openInvitationAnswer,
    handle: (ctx, { params }) => describeInvitation(ctx, params.token),
  }),
  acceptInvitation: openRoute({
    ...invitationLink,
    method: 'POST',
    path: '/api/invitations/:token/accept',
    summary: 'Join a business: with a new account, or with the one that is signed in',
    limitPerMinute: 10,
    params: invitationTokenParams,
    body: acceptInvitationInput,
    answer: z.object({ businessId: z.string() }),
    handle: (ctx, { params, body }) => acceptInvitation(ctx, params.token, body.account),
  }),
  listApiKeys: route({
    method: 'GET',
    path: '/api/api-keys',
    summary: 'Keys of programs, and the scopes a key may have',
    permission: 'apiKeys.write',
    answer: apiKeysAnswer,
    handle: async (ctx) => ({ items: await listApiKeys(ctx), scopes: [...apiKeyScopes] }),
  }),
  createApiKey: route({
    method: 'POST',
    path: '/api/api-keys',
    summary: 'Make a key for a program, shown once; asks for the current password',
    permission: 'apiKeys.write',
    limitPerMinute: 10,
    isAnswerSecret: true,
    body: newApiKey,
    answer: newApiKeyAnswer,
    handle: (ctx, { body }) => createApiKey(ctx, body),
  }),
  revokeApiKey: route({
    method: 'DELETE',
    path: '/api/api-keys/:apiKeyId',
    summary: 'Revoke a key; acts at once',
    permission: 'apiKeys.write',
    params: apiKeyParams,
    answer: nothing,
    handle: async (ctx, { params }) => {
      await revokeApiKey(ctx, params.apiKeyId)
      return {}
    },
  }),
  listAuditEntries: route({
    method: 'GET',
    path: '/api/audit',
    summary: 'What was changed by whom, newest first',
    permission: 'audit.read',
    query: auditQuery,
    answer: auditAnswer,
    handle: (ctx, { query }) => listAuditEntries(ctx, query),
  }),
}
