import { z } from 'zod'

/** The parts of the Bot API's updates that are read. Anything else in them is ignored. */
const user = z.object({ id: z.number().int(), is_bot: z.boolean().optional(), first_name: z.string().optional(), last_name: z.string().optional(), username: z.string().optional(), language_code: z.string().optional() })

const chat = z.object({ id: z.number().int(), type: z.string(), title: z.string().optional(), first_name: z.string().optional(), last_name: z.string().optional(), username: z.string().optional() })

export const messageSchema = z.looseObject({
  message_id: z.number().int(),
  date: z.number(),
  chat,
  from: user.optional(),
  business_connection_id: z.string().optional(),
  sender_business_bot: user.optional(),
  reply_to_message: z.object({ message_id: z.number().int() }).optional().catch(undefined),
  migrate_to_chat_id: z.number().int().optional(),
})

export type TelegramMessage = z.infer<typeof messageSchema>
export type TelegramUser = z.infer<typeof user>

const button = z.object({ text: z.string(), callback_data: z.string().optional() })

export const updateSchema = z.object({
  update_id: z.number().int(),
  message: messageSchema.optional(),
  edited_message: messageSchema.optional(),
  business_message: messageSchema.optional(),
  edited_business_message: messageSchema.optional(),
  deleted_business_messages: z.object({ business_connection_id: z.string(), chat, message_ids: z.array(z.number().int()).max(1_000) }).optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: user,
      data: z.string().optional(),
      message: z
        .object({ message_id: z.number().int(), chat, reply_markup: z.object({ inline_keyboard: z.array(z.array(button)) }).optional().catch(undefined) })
        .optional(),
    })
    .optional(),
  my_chat_member: z.object({ chat, from: user, date: z.number(), new_chat_member: z.object({ status: z.string() }) }).optional(),
})

export type TelegramUpdate = z.infer<typeof updateSchema>

const file = { file_id: z.string().min(1).max(300), file_size: z.number().optional(), file_name: z.string().optional(), mime_type: z.string().optional() }
const place = z.object({ latitude: z.number(), longitude: z.number() })

/** One schema for each kind of content, tried one after the other. */
export const contentSchemas = {
  photo: z.array(z.object({ file_id: z.string().min(1).max(300), file_size: z.number().optional(), width: z.number(), height: z.number() })).min(1),
  file: z.object(file),
  sticker: z.object({ ...file, emoji: z.string().optional(), is_animated: z.boolean().optional(), is_video: z.boolean().optional() }),
  location: place,
  venue: z.object({ location: place, title: z.string(), address: z.string() }),
  contact: z.object({ phone_number: z.string(), first_name: z.string(), last_name: z.string().optional(), user_id: z.number().optional() }),
}
