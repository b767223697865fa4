/** Written by `npm run api` from the route table; do not edit. */
export const operations = {
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
  "checkChannel": [
    "POST",
    "/api/channels/:channelId/check"
  ],
  "connectChannel": [
    "POST",
    "/api/channels"
  ],
  "createBusiness": [
    "POST",
    "/api/businesses"
  ],
  "deleteProduct": [
    "DELETE",
    "/api/products/:productId"
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
  "getIdentitySecret": [
    "GET",
    "/api/channels/:channelId/identity-secret"
  ],
  "getImport": [
    "GET",
    "/api/imports/:importId"
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
  "labelConversation": [
    "PUT",
    "/api/conversations/:conversationId/labels"
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
  "listLabels": [
    "GET",
    "/api/labels"
  ],
  "listLessons": [
    "GET",
    "/api/assistant/lessons"
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
  "resendMessage": [
    "POST",
    "/api/messages/:messageId/resend"
  ],
  "restoreProduct": [
    "POST",
    "/api/products/:productId/restore"
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
  "signOut": [
    "DELETE",
    "/api/session"
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
  ]
} as const
