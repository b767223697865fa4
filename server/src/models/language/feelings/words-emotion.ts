/** Words that point to one of five emotions, and the faces people type, written by hand for this project. */
export const emotionWords = {
  joy: `
    senang bahagia gembira ceria riang happy senyum tersenyum tertawa ketawa ngakak wkwk wkwkwk haha hahaha hehe hehehe hihi lucu kocak
    alhamdulillah syukur bersyukur asik asyik yey yay yeay hore horee selamat lulus menang wisuda seru liburan libur jalan_jalan puas bangga
    semangat nikmat berhasil sukses mantap akhirnya excited seneng senengnya bahagianya bungah girang kegirangan sukacita terhibur
    ulang_tahun ultah hbd happy_birthday berkah rejeki rezeki pesta party konser nonton gajian cuan thr hadiah dapet dapat kado
    menyenangkan membahagiakan tawa ngikik ngekek gak_sabar ga_sabar nggak_sabar can_t_wait lega plong enak kenyang nyaman syukurlah`,
  love: `
    cinta mencintai dicintai sayang menyayangi disayang kekasih pacar pacaran jodoh nikah menikah pernikahan lamaran rindu kangen romantis
    mesra peluk pelukan memeluk cium mencium kecup jatuh_cinta jatuh_hati naksir gebetan bucin setia kesetiaan suami istri sayangku
    cintaku hati asmara love kasih kasih_sayang pdkt crush tresna trisna merindukan merindu kerinduan dirindukan belahan_jiwa pasangan
    perasaan hubungan ldr baper bawa_perasaan mantan kamu dirimu denganmu untukmu bersamamu padamu mencintaimu menyayangimu
    i_love_you iloveyou ily sarangek saranghae ibu mama bunda ayah keluarga sahabat anakku suamiku istriku buah_hati hatiku`,
  fear: `
    takut ketakutan menakutkan nakutin takutnya ngeri seram serem horor horror cemas kecemasan khawatir kuatir kekhawatiran gelisah
    panik was_was waswas deg_degan degdegan deg deg_degannya gemetar gemeteran gemeter merinding trauma fobia phobia hantu setan
    pocong kuntilanak kunti angker bahaya berbahaya ancaman terancam mengancam resah gugup grogi nervous mimpi_buruk kecoa ular gempa
    tsunami wedi parno insecure overthinking sieun bom teror gelap parnoan jantungan ngeriii menyeramkan nyeremin seremnya mencekam
    kesurupan mistis arwah gaib dosa_besar neraka azab kiamat siksa kubur kecelakaan operasi suntik jarum darah sidang ujian skripsi`,
  sadness: `
    sedih kesedihan menyedihkan sedihnya nangis menangis tangis tangisan menangisi air_mata airmata galau kecewa kekecewaan patah_hati
    sakit_hati terluka luka kehilangan hilang sepi kesepian sendiri sendirian putus pisah perpisahan berpisah ditinggal ditinggalkan
    meninggal pergi duka berduka belasungkawa hampa kosong rapuh hancur lelah capek cape menyesal nyesel maaf gagal perih pilu pedih nelangsa
    merana kasihan kasian sad hiks hiksss huhu huhuhu huhuu kuciwa mellow nyesek sesak nyes ambyar remuk kecewanya sayangnya padahal
    sia_sia pupus tak_berdaya putus_asa menyerah lara terpuruk ikhlas mengikhlaskan melupakan lupa dilupakan bertepuk_sebelah_tangan
    ditolak diabaikan dicampakkan dibohongi diselingkuhi selingkuh mendung hujan kelam sembilu innalillahi rip turut_berduka`,
  anger: `
    marah kemarahan amarah kesal kesel keselnya sebal sebel jengkel geram muak benci emosi anjing bangsat brengsek goblok tolol bego
    bodoh bajingan kampret setan sialan keparat babi monyet tai taik asu jancuk jancok cuk dasar munafik sampah maling korupsi koruptor
    bohong pembohong penipu kurang_ajar gak_becus tidak_becus ga_becus gausah biadab kecewa telat lemot parah sombong ngamuk mengamuk
    nesu woi woy wey heh hei mikir pecat kok dong masa masak bacot bacod nyinyir cebong kampret kadrun kafir otak otaknya mulut
    seenaknya seenak_jidat gila ngaco ngawur tolong malu memalukan bangke bangkai kimak hoax hoaks fitnah munafiq zalim php
    ribut berisik sok sok_tau sok_tahu sok_suci gak_tau_diri tidak_tahu_diri kapan tanggung_jawab tanggungjawab gimana_sih apaan`,
  smiling: `😀 😃 😄 😁 😆 😅 😂 🤣 😊 🙂 😇 😋 😎 🥳 🎉 🎊 ✨ 👍 👏 🙌 💪 🔥 💯 🤩 😺 👌 😍 🥰 😘 ❤ ♥ 💕 💖 💗 💙 💚 💛 💜 🧡 🌹 ☺ 🙏 ⭐ 🌟`,
  loving: `😍 🥰 😘 😗 😙 😚 ❤ ♥ 💕 💖 💗 💓 💞 💘 💝 💙 💚 💛 💜 🧡 🖤 🤍 💑 💏 💋 🌹 🤗 😻 👩‍❤️‍👨`,
  crying: `😢 😭 😔 😞 😟 🙁 ☹ 😣 😖 😩 😫 🥺 💔 😿 😥 😪 😓 🥀`,
  raging: `😠 😡 🤬 👿 😤 🖕 💢 👎 🙄 😒 😑 🤮 🤢 💩`,
  scared: `😱 😨 😰 😧 😦 😳 👻 💀 ☠ 😬 🥶`,
}
