/** What WhatsApp itself writes into exports, in the languages of shops and their phones. Compared in lower case. */

const deletedTexts = [
  /^(?:anda menghapus pesan ini|pesan ini (?:telah |sudah )?dihapus|pesan dihapus|anda telah menghapus pesan ini)(?: oleh admin.*)?$/,
  /^(?:this message was deleted|you deleted this message|message deleted|this message has been deleted)(?: by admin.*)?$/,
  /^(?:mesej ini telah dipadam|anda telah memadam mesej ini|diese nachricht wurde gelöscht|du hast diese nachricht gelöscht|se eliminó este mensaje|eliminaste este mensaje|este mensaje fue eliminado|mensagem apagada|essa mensagem foi apagada|você apagou essa mensagem|ce message a été supprimé|vous avez supprimé ce message|dit bericht is verwijderd|u hebt dit bericht verwijderd|questo messaggio è stato eliminato|hai eliminato questo messaggio)$/,
]

const editedMark = /<(?:pesan ini (?:telah |sudah )?diedit|pesan diedit|this message was edited|mesej ini telah diedit|diese nachricht wurde bearbeitet|se editó este mensaje\.?|este mensaje fue editado|mensagem editada|ce message a été modifié|dit bericht is bewerkt|questo messaggio è stato modificato)\.?>\s*$/

const mediaWord = String.raw`(?:media|gambar|foto|image|photo|video|audio|pesan suara|voice message|stiker|sticker|gif|dokumen|document|kartu kontak|contact card|kontak|berkas|file|catatan video|video note|imej|bild|imagen|imagem|afbeelding|immagine|medien|multimedia|multimédia|mídia|médias)`
const omittedMedia = [
  new RegExp(String.raw`^<?${mediaWord}(?: [\p{L}]+)? (?:tidak (?:disertakan|diikutsertakan|dimuat)|dihilangkan|omitted|disisihkan|diabaikan|weggelassen|ausgeschlossen|omitid[oa]|omis|omise|omesso|omessi|weggelaten|ocult[oa]|oculta)>?$`, 'u'),
  /^<(?:sin archivo|archivo omitido|arquivo de mídia oculto|multimedia omitido|media omessi|mídia oculta)>$/,
  /^(?:pesan |foto |video )?(?:sekali lihat|view once).{0,40}(?:tidak disertakan|omitted)$/,
]

const attachedSuffix = /^(.{1,250}?\.[\p{L}\p{N}]{1,8}) ?\((?:file terlampir|berkas terlampir|file attached|fail dilampirkan|datei angehängt|archivo adjunto|arquivo anexado|fichier joint|bestand bijgevoegd|file allegato)\)/iu
const attachedTag = /<(?:terlampir|lampiran|attached|dilampirkan|angehängt|anhang|adjunto|anexado|pièce jointe|bijgevoegd|allegato) ?: ?([^>\n]{1,250})>/iu

/** Sentences of WhatsApp about the chat. On Android they have no sender; iPhones write the chat's name before them. */
const systemTexts = [
  /^(?:pesan dan panggilan|pesan|obrolan|panggilan).{0,60}terenkripsi/, /^messages (?:and calls|to this chat|you send).{0,60}(?:encrypt|secured)/,
  /^(?:mesej dan panggilan|nachrichten und anrufe|los mensajes y las llamadas|as mensagens e (?:as )?(?:chamadas|ligações)|les messages et les appels|berichten en oproepen|i messaggi e le chiamate)/,
  /(?:membuat|created) (?:grup|group|this group|komunitas|community)\b/, /^(?:anda|you) (?:ditambahkan|were added|membuat grup|created|bergabung|joined|keluar|left|menambahkan|added|mengeluarkan|removed)\b/,
  /(?:menambahkan|mengeluarkan|added|removed) (?:anda|you|\+?\d|~|[\p{Lu}])/u, /(?:bergabung (?:menggunakan|melalui|dari)|joined (?:using|from|via)) /, /\b(?:telah )?(?:keluar|left)(?: grup)?$/,
  /(?:mengubah|mengganti|changed) (?:subjek|subject|nama grup|ikon|the (?:subject|group)|this group'?s|deskripsi|foto|pengaturan|setelan|nomor|the group|to (?:\+|a new))/, /(?:mengubah|changed).{0,40}(?:deskripsi|description|ikon grup|icon|settings|pengaturan)/,
  /^(?:kode keamanan|your security code|security code)/, /(?:kode keamanan|security code).{0,80}(?:berubah|changed)/, /(?:nomor telepon|phone number).{0,60}(?:berubah|mengubah|changed|baru|new number)/,
  /^(?:panggilan (?:suara|video|grup).{0,20}(?:tak terjawab|tidak terjawab|terlewat)|missed (?:group )?(?:voice|video) call)/, /^(?:panggilan suara|panggilan video|voice call|video call)[,.]? /, /^(?:panggilan (?:suara|video)|voice call|video call)$/,
  /^(?:anda|you) (?:memblokir|membuka blokir|blocked|unblocked) /, /(?:pesan sementara|disappearing messages)/, /(?:menyematkan|pinned) (?:pesan|a message|sebuah)/,
  /(?:akun bisnis|business account|akun bisnis resmi|official business)/, /^(?:bisnis ini|this business|chat ini dengan|obrolan ini dengan)/, /(?:layanan aman dari meta|secure service from meta|dikelola oleh|managed by meta)/,
  /^(?:menunggu pesan ini|waiting for this message)/, /(?:kini|sekarang|now|is now|are now) (?:menjadi |an )?admin/, /^(?:grup ini|this group) /, /(?:adalah kontak|is a contact|ada di kontak|bukan kontak anda)/,
]

export interface Marks {
  edited: boolean
  deleted: boolean
  media: boolean
  attachment: string | null
}

/** What an export says about a message by the words it puts into its text. */
export function readMarks(text: string): Marks {
  const plain = text.toLowerCase().trim()
  const edited = editedMark.test(plain)
  const bare = (edited ? plain.replace(editedMark, '').trim() : plain).replace(/\.$/, '')
  const firstLine = bare.split('\n', 1)[0].trim()
  const attachment = (attachedSuffix.exec(text) ?? attachedTag.exec(text))?.[1].trim() ?? null
  return {
    edited,
    deleted: bare.length < 120 && deletedTexts.some((pattern) => pattern.test(bare)),
    media: attachment !== null || (firstLine.length < 90 && omittedMedia.some((pattern) => pattern.test(firstLine) || pattern.test(firstLine.replace(/^.{1,80}? • (?:\d+ \S+ ?)?/u, '')))),
    attachment,
  }
}

/** Whether WhatsApp itself wrote this. */
export function isSystemText(text: string): boolean {
  const plain = text.slice(0, 400).toLowerCase()
  return systemTexts.some((pattern) => pattern.test(plain) || (pattern.flags.includes('u') && pattern.test(text.slice(0, 400))))
}
