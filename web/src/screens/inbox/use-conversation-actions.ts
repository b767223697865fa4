import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/client.ts'
import { useMessages } from '../../locales/locale.ts'
import { useToast } from '../../ui/toast.tsx'
import { useMemberName, useOwnMemberId } from './people.ts'
import { conversationQuery, type Conversation } from './queries.ts'

interface Change {
  perform: () => Promise<unknown>
  said: string
  undo?: () => Promise<unknown>
}

/** What a person does with a conversation; each change says so and can be taken back. */
export function useConversationActions(conversation: Conversation) {
  const { inbox } = useMessages()
  const queries = useQueryClient()
  const toast = useToast()
  const own = useOwnMemberId()
  const nameOf = useMemberName()
  const params = { conversationId: conversation.conversationId }
  const refresh = () =>
    Promise.all([conversationQuery(params.conversationId).queryKey, ['conversations'], ['messages', params.conversationId]].map((queryKey) => queries.invalidateQueries({ queryKey })))
  const fail = (error: Error) => toast(error.message, { isBad: true })
  const change = useMutation({
    mutationFn: ({ perform }: Change) => perform(),
    onSuccess: async (_, { said, undo }) => {
      await refresh()
      toast(said, undo ? { undo: () => void undo().then(refresh, fail) } : {})
    },
    onError: fail,
  })
  const assign = (memberId: string | null) => call('assignConversation', { params, body: { memberId } })
  const setStatus = (status: Conversation['status']) => call('setConversationStatus', { params, body: { status } })
  const changeLabels = (add: string[], remove: string[]) => call('labelConversation', { params, body: { add, remove } })
  return {
    isBusy: change.isPending,
    takeOver: () => change.mutate({ perform: () => call('takeOverConversation', { params }), said: inbox.takenOver, undo: () => call('handBackConversation', { params }) }),
    handBack: () => change.mutate({ perform: () => call('handBackConversation', { params }), said: inbox.handedBack, undo: () => call('takeOverConversation', { params }) }),
    assign: (memberId: string | null) =>
      change.mutate({
        perform: () => assign(memberId),
        said: memberId === null ? inbox.unassignedNow : inbox.assignedNow(nameOf(memberId)),
        undo: () => assign(conversation.assignedMemberId),
      }),
    assignToMe: () => own && conversation.assignedMemberId !== own && change.mutate({ perform: () => assign(own), said: inbox.assignedNow(nameOf(own)), undo: () => assign(conversation.assignedMemberId) }),
    toggleClosed: () => {
      const isClosed = conversation.status === 'closed'
      change.mutate({ perform: () => setStatus(isClosed ? 'open' : 'closed'), said: isClosed ? inbox.reopenedNow : inbox.closedNow, undo: () => setStatus(conversation.status) })
    },
    changeLabels: (add: string[], remove: string[]) => change.mutate({ perform: () => changeLabels(add, remove), said: inbox.labelsSaved, undo: () => changeLabels(remove, add) }),
  }
}

export type ConversationActions = ReturnType<typeof useConversationActions>
