/**
 * Indonesian words that carry a feeling, formal and as people type them, written by hand for this project.
 * Base forms; `_` is a space. Grades: `delight` and `outrage` are the strong ends of `positive` and `negative`.
 */
export const indonesianWords = {
  delight: `
    mantap mantab mantul mantep mantaf mantappu mantabs juara terbaik istimewa sempurna luar_biasa menakjubkan memukau mengagumkan
    memuaskan puas terpuaskan juara_banget keren_abis hebat super_enak enak_banget bagus_banget jempolan top_markotop topcer
    maknyus nagih ketagihan menagih bikin_nagih juaraaa best the_best wajib_coba wajib_dicoba wajib_beli wajib_punya harus_coba
    recommended rekomended recomended recommend rekomen rekomendasi direkomendasikan merekomendasikan rekomendasikan recomend
    langganan berlangganan repeat_order repeat_orderan pasti_balik pasti_order akan_kembali bakal_balik balik_lagi kembali_lagi
    datang_lagi beli_lagi order_lagi pesan_lagi kesini_lagi ke_sini_lagi melebihi_ekspektasi di_luar_dugaan terlezat terenak
    ternyaman terindah tercinta terfavorit bintang_lima bintang_5 lima_bintang sepuluh_per_sepuluh memanjakan dimanjakan surga
    spektakuler fantastis fenomenal gemilang cemerlang brilian jenius memesona mempesona terpesona terkesan mengesankan impresif
    kagum takjub bangga membanggakan terharu alhamdulillah masyaallah masya_allah subhanallah bahagia gembira cinta jatuh_cinta
    idaman impian idola legendaris otentik autentik premium mewah megah elegan anggun`,
  positive: `
    bagus baik baik_baik enak lezat sedap nikmat gurih keren kece oke okey okay ok oks okeh okelah sip siip siap top jos joss jempol
    cakep cakap asik asyik asoy seru menyenangkan senang suka sukai menyukai disukai kesukaan kegemaran gemar favorit demen doyan
    riang ceria nyaman betah kerasan adem sejuk tenang damai aman bersih kinclong mengkilap rapi rapih teratur tertata tertib wangi harum
    segar fresh menyegarkan ramah sopan santun sabar telaten cekatan sigap cepat kilat gesit tepat tepat_waktu responsif fast_respon
    fast_respons fast_response respon_cepat respons_cepat profesional profesionalisme terpercaya tepercaya amanah jujur tulus ikhlas
    murah murmer murah_meriah terjangkau hemat irit ekonomis worth worthit worth_it sepadan setimpal sesuai pas cocok klop mirip_foto
    akurat presisi berkualitas kualitas_baik bermutu awet tahan_lama kuat kokoh solid tebal mulus utuh lengkap komplit komplet
    empuk lembut halus renyah kriuk kriyuk garing crispy creamy lumer juicy legit pulen yummy yummi endes endeus endul nyummy sedep
    original ori asli orisinal terima_kasih terimakasih makasih makasi mksh makaci thanks thank thx tq trims trimakasih tengkyu
    syukur bersyukur syukurlah puji_tuhan haleluya berkah barokah berkat rejeki rezeki beruntung untung untungnya untunglah berhasil
    sukses lulus menang memenangkan kemenangan prestasi berprestasi penghargaan juara_umum cetak_rekor emas medali
    indah cantik ganteng tampan manis imut estetik aesthetic instagramable instagrammable unik menarik tertarik atraktif memikat
    kreatif inovatif inovasi pintar cerdas pandai terampil bijak bijaksana adil dermawan murah_hati baik_hati rendah_hati peduli
    membantu terbantu bantuan bermanfaat manfaat berguna berfungsi bekerja_dengan_baik berjalan_baik normal_semua works lancar mudah
    gampang praktis simpel simple fleksibel variatif beragam bervariasi luas lega lapang strategis modern canggih mutakhir maju
    berkembang meningkat peningkatan unggul unggulan keunggulan handal andal efektif efisien stabil optimal maksimal memadai cukup_baik
    lumayan lumayanlah not_bad boleh_juga bolehlah bonus gratis cashback diskon promo hadiah kado kejutan semangat bersemangat
    optimis optimistis percaya yakin setia sayang kasih penuh_kasih rindu kangen romantis mesra lucu menggemaskan gemas gemes
    menghibur terhibur hiburan pantas layak pantes sehat menyehatkan bergizi higienis higienes halal asri hijau teduh rindang syahdu
    hangat akrab guyub rukun harmonis kompak mendukung dukung dukungan setuju sepakat mufakat apresiasi mengapresiasi salut respect
    hormat menghargai dihargai memuji pujian terpuji teladan panutan inspirasi inspiratif menginspirasi motivasi memotivasi
    sejahtera makmur kesejahteraan kemajuan berjaya membaik pulih pemulihan sembuh kesembuhan selamat keselamatan terlindungi
    melindungi menyelamatkan solusi solutif terobosan pembangunan_berhasil transparan bersahaja sederhana_tapi membahagiakan
    mempermudah memudahkan mempercepat memperbaiki perbaikan diperbaiki terlaris laris laku populer ngetop hits kekinian gokil
    kesampean kesampaian terwujud tercapai lolos naik_kelas nyaman_banget cozy homey kids_friendly ramah_anak cocok_untuk
    asyiknya pengen_lagi pengin_lagi gak_nyesel ga_nyesel tidak_menyesal gak_kecewa ga_kecewa tidak_kecewa tidak_mengecewakan
    tanpa_cacat packing_rapi packing_aman bubble_wrap bubblewrap aman_sampai sampai_dengan_selamat barang_sampai sudah_sampai mendarat
    pelayanan_baik semoga_awet semoga_sukses semoga_laris sukses_selalu sukses_terus lancar_jaya barokallah aamiin amin amiin`,
  negative: `
    buruk jelek jelex parah payah bau basi apek anyir amis pahit hambar tawar anyep keasinan asin_banget kemanisan kepahitan gosong
    alot keras_banget bantat lembek becek keruh encer dingin_semua mentah setengah_matang berlemak berminyak eneg enek mual
    kecewa mengecewakan kekecewaan nyesel menyesal penyesalan sesal disayangkan sayangnya sayang_sekali kapok rugi merugikan
    kerugian dirugikan sia_sia percuma mubazir mubadzir boros pemborosan zonk apes sial
    rusak kerusakan cacat pecah retak sobek robek bolong bocor penyok peyok lecet baret gores luntur pudar patah copot lepas
    mati mati_total error eror hang lemot lelet ngelag ngadat mogok macet kemacetan korslet tidak_nyala gak_nyala ga_nyala tidak_berfungsi
    tidak_bisa_dipakai gak_bisa_dipakai tidak_bisa_digunakan ga_bisa_dipake gak_bisa_dipake tidak_bertahan
    lambat lama_banget lama_sekali lamban telat terlambat keterlambatan ngaret molor nunggu_lama menunggu_lama antri_lama antre_lama
    antrian_panjang antrean_panjang hilang kehilangan kurang kekurangan kurangnya minim seadanya ala_kadarnya asal_asalan asalan
    salah kesalahan salah_kirim keliru beda berbeda_dengan tidak_sama tidak_cocok kekecilan kebesaran kesempitan kepanjangan kependekan
    mahal kemahalan overprice overpriced over_price pricey tidak_sebanding gak_sebanding ga_worth gak_worth
    kotor jorok kumuh dekil lusuh kusam berdebu debu kecoa lalat tikus semut belatung ulat rambut berisik bising gaduh ribut sempit sesak
    pengap panas_banget gerah sumpek banjir semrawut kacau kekacauan berantakan amburadul acak_acakan rusuh kerusuhan ricuh
    berbahaya bahaya membahayakan rawan seram serem angker horor mengerikan mencekam
    kasar jutek judes galak cuek ketus sinis sombong angkuh arogan egois pelit kikir serakah rakus tamak malas males pemalas teledor
    ceroboh lalai abai acuh lambat_respon slow_respon slow_response slow_respons lama_respon tidak_respon gak_respon ga_respon
    tidak_direspon gak_direspon tidak_dibalas gak_dibalas ga_dibalas dicuekin diabaikan diphp php pehape
    benci membenci kebencian marah kemarahan kesal kesel kekesalan sebal sebel jengkel dongkol geram muak jijik menjijikkan
    bosan bosen membosankan jenuh monoton capek cape capai lelah letih pusing pening stres stress depresi frustrasi frustasi putus_asa
    gelisah cemas kecemasan khawatir kuatir mengkhawatirkan takut ketakutan ngeri panik trauma resah keresahan
    sedih kesedihan menyedihkan duka berduka pilu nestapa nangis menangis tangis galau hampa kesepian merana sengsara kesengsaraan
    menderita penderitaan sakit sakitan perih luka terluka hancur kehancuran gagal kegagalan kalah kekalahan bangkrut pailit jatuh
    terpuruk keterpurukan anjlok merosot turun menurun penurunan memburuk tertinggal terbengkalai mangkrak terlantar telantar
    miskin kemiskinan melarat pengangguran phk susah sulit kesulitan menyulitkan ribet repot rumit merepotkan menyusahkan bikin_susah
    mengganggu gangguan terganggu masalah bermasalah permasalahan polemik kontroversi kontroversial skandal dugaan tersangka
    ditolak tolak menolak penolakan protes memprotes kritik mengkritik kecam mengecam kecaman keluhan komplain mengeluh dikeluhkan
    refund retur return dikembalikan batal dibatalkan cancel membatalkan lemah loyo lesu tipis ringkih rapuh gampang_rusak cepat_rusak
    mudah_rusak gampang_patah mudah_patah gelap suram jadul ketinggalan usang kuno terkunci blokir diblokir
    jangan_beli jangan_kesini jangan_ke_sini jangan_pesan jangan_order ogah malesin nyebelin menyebalkan ngeselin mengesalkan nyusahin
    gak_lagi ga_lagi tidak_lagi_lagi enggan terpaksa dipaksa paksa memaksa maksa aneh janggal curiga mencurigakan bohong berbohong
    dusta palsu kw abal abal_abal bodong curang kecurangan licik culas tipu menipu tertipu ditipu hoax hoaks fitnah memfitnah
    hina menghina dihina hinaan caci mencaci maki memaki ejek mengejek rendahan memalukan malu_maluin malu aib cibir nyinyir
    standar_aja biasa_aja biasa_saja b_aja bukan_asli tidak_asli gak_original tidak_original gak_ori tidak_ori tidak_ada_bonus
    nggak_banget gak_banget ga_banget kurang_ajar tidak_becus gak_becus ga_becus nggak_becus semena_mena sewenang_wenang
    ancam mengancam ancaman terancam dosa haram ilegal melanggar pelanggaran langgar tilang denda sanksi
    korban kecelakaan bencana musibah tragedi gempa longsor kebakaran terbakar tenggelam perang konflik krisis inflasi utang hutang
    tewas meninggal wafat mati_muda cedera kritis darurat wabah virus penyakit kanker keracunan racun beracun
    tuduh menuduh tuduhan adu_domba provokasi provokator intoleran radikal rasis diskriminasi ketidakadilan timpang
    turunkan lengser mundur pecat dipecat makar nepotisme monopoli oligarki pungli pungutan_liar preman premanisme`,
  outrage: `
    ampas sampah busuk tipu_tipu penipu penipuan nipu tukang_tipu pembohong pembual pengkhianat khianat berkhianat bajingan bangsat
    brengsek brengsex keparat kampret kampungan sialan bedebah anjing anjir anjay anjrit anying asu babi monyet setan iblis dajjal laknat
    bodoh tolol goblok goblog gblk bego bloon blo_on dungu idiot gila sinting edan otak_udang dongo pekok tai taik tahi kimak
    korupsi koruptor korup suap menyuap maling pencuri mencuri colong nyolong rampok perampok merampok begal penjahat jahat
    kejahatan keji kejam kekejaman sadis bengis biadab tidak_manusiawi teror teroris terorisme bom bunuh membunuh dibunuh pembunuh
    pembunuhan pembantaian perkosa pemerkosa pemerkosaan cabul mesum bejat amoral zalim dzalim dzolim zolim lalim kezaliman penindasan
    menindas tirani diktator rezim bobrok kebobrokan munafik kemunafikan najis hancurkan sangat_buruk sangat_kecewa terburuk
    paling_buruk terjelek paling_jelek kecewa_berat kecewa_banget parah_banget kapok_banget neraka mimpi_buruk zero nol_besar
    bintang_satu bintang_1 satu_bintang nol_bintang tidak_layak tak_layak gak_layak tidak_rekomen tidak_recommended tidak_rekomended
    gak_recommended ga_recommended not_recommended nggak_recommended tidak_direkomendasikan tidak_akan_kembali gak_bakal_balik
    ga_bakal_balik tidak_mau_lagi tidak_akan_lagi gak_mau_lagi never_again cukup_sekali pertama_dan_terakhir amit_amit
    naik_pitam naik_darah emosi bikin_emosi murka ngamuk mengamuk menjijikan tidak_tahu_malu gak_tau_malu tak_tahu_malu`,
}
