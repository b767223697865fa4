/**
 * Words that say nothing about what a text is about: function words of Indonesian in standard form, chat filler, forms
 * of address, and the commonest English and Javanese ones. Negations are kept apart: `tidak sesuai` is a term.
 */
export const stopwords: ReadonlySet<string> = new Set(
  `yang dan di ke dari ini itu untuk dengan pada adalah oleh akan juga saya aku kami kita kamu anda dia ia mereka nya
   ku mu atau tetapi tapi namun karena sebab jadi jika kalau bila saat ketika waktu sudah telah pernah lagi masih saja
   hanya cuma pun lah kah deh dong sih kok ya iya oke ok nih tuh kan toh loh lho yah wah eh oh hmm hehe haha wkwk mah
   sangat sekali banget paling lebih cukup agak terlalu begitu begini seperti macam kayak bagai sama semua para setiap
   tiap antara dalam luar atas bawah depan belakang sini situ sana mana apa siapa kapan bagaimana mengapa kenapa berapa
   maka agar supaya sampai hingga sejak selama serta maupun bahwa hal cara bisa dapat boleh harus mau ingin perlu buat
   biar jangan tolong mohon silakan maaf terima kasih makasih terimakasih halo hai kak kakak min admin gan sis bang bu
   bapak ibu pak mas mbak bos bro om tante lain tersebut yaitu yakni sendiri langsung malah justru memang padahal
   meski walau meskipun walaupun sedangkan sambil lalu terus kemudian setelah sebelum nanti tadi kemarin sekarang besok
   dulu baru satu dua tiga orang kali hari si sang bukannya banyak sedikit beberapa seluruh punya milik the and of to is
   it in for this that was i my you not but with so very ini sing lan iki iku karo ora wis yo monggo nggih jd yg
   dgn utk krn sdh udah udh blm bgt aja doang kasih coba semoga sayang`.split(/\s+/),
)

/** They turn the next word: `tidak sesuai`, `kurang bersih`. */
export const negations: ReadonlySet<string> = new Set('tidak kurang belum bukan tanpa'.split(' '))

/** Words that every complaint or praise of a shop has: they count only together with another, as in `barang rusak`. */
export const genericWords: ReadonlySet<string> = new Set(
  'barang produk ada pakai toko penjual seller beli pesan order kecewa bagus baik buruk parah suka senang puas mantap nyaman hotel katanya kata nilai bintang ulas'.split(' '),
)
