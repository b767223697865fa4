/** Written by `npm run api` from the route table; do not edit. */
export const operations = {
  "acceptInvitation": [
    "POST",
    "/api/invitations/:token/accept"
  ],
  "addCannedReply": [
    "POST",
    "/api/canned-replies"
  ],
  "addLabel": [
    "POST",
    "/api/labels"
  ],
  "addNote": [
    "POST",
    "/api/conversations/:conversationId/notes"
  ],
  "addProduct": [
    "POST",
    "/api/products"
  ],
  "applyImport": [
    "POST",
    "/api/imports/:importId/apply"
  ],
  "assignConversation": [
    "PUT",
    "/api/conversations/:conversationId/assignment"
  ],
  "cancelImport": [
    "POST",
    "/api/imports/:importId/cancel"
  ],
  "changeCannedReply": [
    "PATCH",
    "/api/canned-replies/:cannedReplyId"
  ],
  "changeLabel": [
    "PATCH",
    "/api/labels/:labelId"
  ],
  "changeMemberRole": [
    "PATCH",
    "/api/members/:memberId"
  ],
  "changePassword": [
    "PUT",
    "/api/account/password"
  ],
  "checkChannel": [
    "POST",
    "/api/channels/:channelId/check"
  ],
  "confirmTwoFactor": [
    "POST",
    "/api/account/two-factor/confirmation"
  ],
  "connectChannel": [
    "POST",
    "/api/channels"
  ],
  "createApiKey": [
    "POST",
    "/api/api-keys"
  ],
  "createBusiness": [
    "POST",
    "/api/businesses"
  ],
  "deleteProduct": [
    "DELETE",
    "/api/products/:productId"
  ],
  "disableTwoFactor": [
    "POST",
    "/api/account/two-factor/removal"
  ],
  "discardDeadLetter": [
    "DELETE",
    "/api/dead-letters/:deadLetterId"
  ],
  "endOtherSessions": [
    "DELETE",
    "/api/account/sessions"
  ],
  "endSession": [
    "DELETE",
    "/api/account/sessions/:sessionId"
  ],
  "fillCannedReply": [
    "GET",
    "/api/canned-replies/:cannedReplyId/text"
  ],
  "getAssistantSettings": [
    "GET",
    "/api/assistant/settings"
  ],
  "getConversation": [
    "GET",
    "/api/conversations/:conversationId"
  ],
  "getCustomer": [
    "GET",
    "/api/customers/:customerId"
  ],
  "getHealth": [
    "GET",
    "/api/health"
  ],
  "getIdentitySecret": [
    "GET",
    "/api/channels/:channelId/identity-secret"
  ],
  "getImport": [
    "GET",
    "/api/imports/:importId"
  ],
  "getInvitation": [
    "GET",
    "/api/invitations/:token"
  ],
  "getMe": [
    "GET",
    "/api/me"
  ],
  "getOrder": [
    "GET",
    "/api/orders/:orderId"
  ],
  "getProduct": [
    "GET",
    "/api/products/:productId"
  ],
  "getProfile": [
    "GET",
    "/api/business"
  ],
  "getShopFacts": [
    "GET",
    "/api/shop-facts"
  ],
  "getStartState": [
    "GET",
    "/api/start"
  ],
  "getTodaySummary": [
    "GET",
    "/api/today"
  ],
  "handBackConversation": [
    "POST",
    "/api/conversations/:conversationId/handback"
  ],
  "inviteMember": [
    "POST",
    "/api/members/invitations"
  ],
  "labelConversation": [
    "PUT",
    "/api/conversations/:conversationId/labels"
  ],
  "listApiKeys": [
    "GET",
    "/api/api-keys"
  ],
  "listAuditEntries": [
    "GET",
    "/api/audit"
  ],
  "listBackups": [
    "GET",
    "/api/backups"
  ],
  "listCannedReplies": [
    "GET",
    "/api/canned-replies"
  ],
  "listChannels": [
    "GET",
    "/api/channels"
  ],
  "listConversations": [
    "GET",
    "/api/conversations"
  ],
  "listCustomers": [
    "GET",
    "/api/customers"
  ],
  "listImports": [
    "GET",
    "/api/imports"
  ],
  "listInboundFailures": [
    "GET",
    "/api/channels/:channelId/failures"
  ],
  "listInvitations": [
    "GET",
    "/api/members/invitations"
  ],
  "listLabels": [
    "GET",
    "/api/labels"
  ],
  "listLessons": [
    "GET",
    "/api/assistant/lessons"
  ],
  "listMembers": [
    "GET",
    "/api/members"
  ],
  "listMessages": [
    "GET",
    "/api/conversations/:conversationId/messages"
  ],
  "listOrders": [
    "GET",
    "/api/orders"
  ],
  "listProducts": [
    "GET",
    "/api/products"
  ],
  "listSessions": [
    "GET",
    "/api/account/sessions"
  ],
  "listTemplates": [
    "GET",
    "/api/channels/:channelId/templates"
  ],
  "listWebchatMessages": [
    "GET",
    "/api/webchat/:widgetKey/messages"
  ],
  "loadDemo": [
    "POST",
    "/api/demo"
  ],
  "markConversationRead": [
    "POST",
    "/api/conversations/:conversationId/read"
  ],
  "openWebchat": [
    "POST",
    "/api/webchat/:widgetKey/visitors"
  ],
  "optOutCustomer": [
    "POST",
    "/api/customers/:customerId/opt-out"
  ],
  "prepareTwoFactor": [
    "POST",
    "/api/account/two-factor"
  ],
  "previewLesson": [
    "POST",
    "/api/assistant/lessons/preview"
  ],
  "previewPastedPriceList": [
    "POST",
    "/api/imports/catalog/text"
  ],
  "readWebchatMessages": [
    "POST",
    "/api/webchat/:widgetKey/read"
  ],
  "reconnectChannel": [
    "PUT",
    "/api/channels/:channelId"
  ],
  "redoLesson": [
    "POST",
    "/api/assistant/lessons/:lessonId/redo"
  ],
  "removeCannedReply": [
    "DELETE",
    "/api/canned-replies/:cannedReplyId"
  ],
  "removeChannel": [
    "DELETE",
    "/api/channels/:channelId"
  ],
  "removeDemo": [
    "DELETE",
    "/api/demo"
  ],
  "removeLabel": [
    "DELETE",
    "/api/labels/:labelId"
  ],
  "removeMember": [
    "DELETE",
    "/api/members/:memberId"
  ],
  "renewBackupCodes": [
    "POST",
    "/api/account/two-factor/backup-codes"
  ],
  "resendMessage": [
    "POST",
    "/api/messages/:messageId/resend"
  ],
  "restoreProduct": [
    "POST",
    "/api/products/:productId/restore"
  ],
  "retryDeadLetter": [
    "POST",
    "/api/dead-letters/:deadLetterId/retry"
  ],
  "revokeApiKey": [
    "DELETE",
    "/api/api-keys/:apiKeyId"
  ],
  "revokeInvitation": [
    "DELETE",
    "/api/members/invitations/:invitationId"
  ],
  "saveAssistantSettings": [
    "PUT",
    "/api/assistant/settings"
  ],
  "saveShopFacts": [
    "PUT",
    "/api/shop-facts"
  ],
  "sendMessage": [
    "POST",
    "/api/conversations/:conversationId/messages"
  ],
  "sendWebchatMessage": [
    "POST",
    "/api/webchat/:widgetKey/messages"
  ],
  "setConversationStatus": [
    "PUT",
    "/api/conversations/:conversationId/status"
  ],
  "setUp": [
    "POST",
    "/api/start"
  ],
  "signIn": [
    "POST",
    "/api/session"
  ],
  "signInWithCode": [
    "POST",
    "/api/session/code"
  ],
  "signOut": [
    "DELETE",
    "/api/session"
  ],
  "startBackup": [
    "POST",
    "/api/backups"
  ],
  "submitWebchatForm": [
    "POST",
    "/api/webchat/:widgetKey/form"
  ],
  "syncTemplates": [
    "POST",
    "/api/channels/:channelId/templates/sync"
  ],
  "takeOverConversation": [
    "POST",
    "/api/conversations/:conversationId/takeover"
  ],
  "teachAssistant": [
    "POST",
    "/api/assistant/lessons"
  ],
  "tryAssistant": [
    "POST",
    "/api/assistant/try"
  ],
  "undoImport": [
    "POST",
    "/api/imports/:importId/undo"
  ],
  "undoLesson": [
    "DELETE",
    "/api/assistant/lessons/:lessonId"
  ],
  "updateCustomer": [
    "PATCH",
    "/api/customers/:customerId"
  ],
  "updateOrder": [
    "PATCH",
    "/api/orders/:orderId"
  ],
  "updateProduct": [
    "PUT",
    "/api/products/:productId"
  ],
  "updateProfile": [
    "PATCH",
    "/api/business"
  ]
} as const
