/**
 * Words that never name something to buy, beside the small words of `chat-words.ts`: particles, verbs of chatting,
 * English grammar. They keep "jual … ga?" from taking "kira" or "please" for an unknown product.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `
a an the of is are was were be been being do does did doing done has had having as by or so than then too very just my your
our their his her its it he she they them him there here some any more most much many few one ones per via up out off into over
under about after before during while again really also both each every own same such if because since when how who hi hey dear
sir madam mam maam miss mr mrs ms please kindly could would should shall will may might must let lets get got go going come take
took need needs wanted prefer hope sure ok okay thing things stuff something anything nothing kind kinds sort type way time
else still yet even maybe perhaps only first last next few back right well say said tell told know knew think thought see seen
look looking looked find found help question questions ask asked wondering interested information info moment today order orders
like love nice great good better best bad possible available still today tonight morning afternoon evening
adalah ialah yaitu yakni agar agak akan antara apalagi bahkan bahwa banyak beberapa begitupun berada berbagai biasa biasanya
bila cuma cukup daripada demi demikian dirinya entah hal hampir hanya harus hendak hingga itulah jangan jangankan jelas jika
jikalau justru kadang kalian kalaupun kecuali kemudian kepada kini kurang lah langsung lewat maka malah masing mengenai menjadi
mereka meski misal misalnya mungkin namun nah nanti oleh pada padahal pernah pula pun rasanya saat sambil sampai saling sangat
sebab sebagai sebelum sebenarnya sebuah secara sedang sedikit segera sejak sekali sekalian sekitar selain selalu selama seluruh
sempat sendiri seorang sepertinya sering serta sesuatu sesudah setelah setiap siapapun sini sekadar suatu sudahkah supaya tadi
tanpa telah tentang tentu tentunya terhadap termasuk ternyata tersebut tertentu tetap tiap turut umumnya untuk wah walau waktu
yakni hmm hm eh oh ah aduh wow nih loh lho lah kah toh ta tho nuwun to ya yuk ayo mari gih gitulah dongs kayaknya kayanya
keknya kali kyknya sepertinya takut takutnya bingung rencana rencananya butuh perlu pingin kepengen suka sukanya tertarik
penasaran nitip titip boleh bolehkah bisakah adakah apakah kira mohon harap info infonya informasi detail detailnya jelas
kebetulan sebentar bentar dlm dalam luar atas bawah depan belakang samping dekat deket jauh adoh cedhak pas nek rek jane jare
kok kan gitu gini tuh deh macam jenis tipe model jenisnya macamnya barang barangnya produk produknya item items punya punyanya
kepunyaan mbok opo yo kae kono kene mrene sithik sitik akeh mesti kudu kedah pundhut wonge iki iku kui mau wae ae tok thok
hehe hehehe wkwk wkwkwk haha hahaha hihi hiks huhu xixi lol please pls plz thx urgent penting segera cepetan minggu senin selasa
rabu kamis jumat jumaat sabtu ahad monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun januari
februari maret april mei juni juli agustus september oktober november desember tanggal tgl weekend weekday
ci cici koh cak uni uda bli bude pakde mbah mbok tante
mas mbak lusa sore kadang gampang susah sulit mudah cuma doang doyan butuh boleh udahan lumayan kebanyakan beneran serius yakin bener benar betul iya nggih inggih sanes lainnya sebelah tempat sebelahnya situ sini sana sono
`
    .split(/\s+/)
    .filter(Boolean),
)
