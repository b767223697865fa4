/** Traits of people and things, acts and states, in formal Indonesian: base forms, written by hand for this project. */
export const traitWords = {
  delight: `
    agung luhur mulia terhormat bermartabat heroik pahlawan patriot patriotik karismatik visioner genius mahakarya adiluhung
    berprestasi berjasa tergila_gila mahir piawai ulung jagoan andalan gacor ciamik yahud aduhai ajib cihuy asoy nendang nampol
    surgawi terunik tercantik terindah termurah tercepat teramah terbersih terpopuler terfavorit terkeren terlaris tersukses terpuji
    paling_enak paling_bagus paling_suka paling_nyaman paling_recommended`,
  positive: `
    penyabar penyayang penolong pemaaf pemberani berani pekerja_keras rajin tekun ulet gigih tangguh teguh tegar tabah tegas disiplin
    mandiri dewasa matang berwibawa wibawa berintegritas integritas jujur bertanggung_jawab tanggung_jawab loyal loyalitas patuh taat saleh
    soleh religius beriman bertakwa alim dermawan murah_senyum humoris humble rendah_hati sederhana bersahaja lemah_lembut perhatian
    pengertian toleran toleransi demokratis nasionalis merakyat pro_rakyat egaliter terbuka open_minded objektif netral rasional logis
    kritis_membangun cermat teliti hati_hati waspada rajin_ibadah berpengalaman kompeten kompetensi kredibel kredibilitas berbakat bakat
    talenta berpotensi potensi potensial menjanjikan prospektif cerah terang bersinar berkilau mengagumi kekaguman pengagum penggemar
    fans fanatik_setia pecinta pencinta mencintai menyayangi mengasihi menghormati menjunjung mengutamakan mengayomi mengabdi pengabdian
    berbakti membela pembela membangun membina merawat menjaga menolong gotong_royong bergotong_royong bersatu persatuan kesatuan
    kebersamaan persaudaraan perdamaian kedamaian keadilan kemakmuran kebahagiaan kegembiraan keceriaan kesuksesan keberhasilan kebaikan
    keindahan kecantikan kenyamanan kemudahan kelebihan kehebatan kecanggihan kecepatan ketepatan keramahan kebersihan kesabaran kejujuran
    ketulusan keikhlasan kesetiaan kepedulian kepercayaan keyakinan harapan berharap doa mendoakan semoga mudah_mudahan insyaallah
    menggembirakan menenangkan menyejukkan menyentuh mendidik edukatif informatif mencerahkan pencerahan positif kondusif
    representatif kompetitif bersaing terdepan pionir pelopor perintis modernisasi efisiensi produktif produktivitas melimpah berlimpah
    subur rimbun jernih bening mengkilat berkilat licin_mulus wangi_banget semerbak nyata_terbukti terbukti teruji bergaransi garansi
    bersertifikat resmi terdaftar legal tepat_guna hemat_energi ringan compact ergonomis stylish fashionable trendy modis chic glowing
    memperbesar_peluang dapat_diandalkan bisa_diandalkan dapat_dipercaya bisa_dipercaya menguntungkan untung_besar laba profit surplus
    naik_daun naik_omzet tumbuh pertumbuhan bertumbuh menguat penguatan rekor melejit melesat meroket mengungguli juara_dunia
    nilai_plus nilai_tambah kembali_ke_sini ketagihan_banget nambah pengin pengen kepengen gak_rugi ga_rugi tidak_rugi tanpa_ragu
    tidak_ragu tidak_usah_ragu tidak_salah_pilih gak_salah_pilih memenuhi_harapan sesuai_harapan sesuai_ekspektasi sesuai_pesanan
    sesuai_gambar sesuai_foto sesuai_deskripsi sesuai_selera hidup_lagi nyala_terang suara_jernih jernih_suaranya`,
  negative: `
    skeptis pesimis pesimistis ragu keraguan meragukan bimbang bingung membingungkan kebingungan canggung kikuk kaku dingin_hati apatis
    pendendam dendam dengki iri iri_hati cemburu cemburuan pencemburu posesif baperan cengeng penakut pengecut pecundang lemot_otak
    plin_plan plinplan labil tidak_konsisten inkonsisten ingkar mengingkari ingkar_janji janji_palsu omong_kosong omdo bual_kosong
    pencitraan sok sok_tau sok_tahu belagu songong tengil congkak pongah takabur riya pamer tukang_pamer pemboros hedon materialistis
    matre mata_duitan komersil_banget curhat_melulu cerewet bawel rewel banyak_omong ember bocor_mulut penggosip gosip gibah ghibah
    keras_kepala bandel nakal badung brutal barbar anarkis kriminal kriminalisasi kriminalitas pelaku terdakwa terpidana napi penjara
    dipenjara ditangkap tertangkap ditahan diringkus dibekuk digerebek razia gelap_mata pemabuk mabuk mabok narkoba sabu ganja judi penjudi
    pelacur zina berzina selingkuh perselingkuhan cerai perceraian kdrt pelecehan melecehkan bully bullying dibully perundungan rundung
    pengemis mengemis gelandangan kuli budak diperbudak babu antek boneka jongos penjilat menjilat cari_muka caper pembangkang pemalas
    provokatif memecah_belah pecah_belah sara ujaran_kebencian kebakaran_jenggot baper sensitif_banget tersinggung menyinggung singgung
    sindir menyindir sindiran nyindir nyinyiran gunjing tercela cela mencela celaan kutuk mengutuk terkutuk sumpah_serapah umpat mengumpat
    usir mengusir diusir gusur digusur menggusur penggusuran rampas merampas serobot sita disita jajah menjajah penjajah penjajahan
    serang menyerang serangan tembak menembak ditembak tusuk menusuk pukul memukul dipukul pukuli tendang tampar bakar membakar ledak
    ledakan meledak runtuh roboh ambruk amblas ambles terguling tabrak menabrak tabrakan terjatuh tersesat nyasar terjebak tersendat
    terhambat hambat menghambat hambatan kendala terkendala rintangan halangan terhalang buntu macet_total padat_merayap terbebani beban
    membebani memberatkan berat_sebelah keberatan berlebihan lebay over_acting norak kampungan ndeso katrok alay murahan pasaran
    kekanak_kanakan kekanakan sepele sampah_plastik tercemar cemar pencemaran polusi limbah asap kabut_asap kekeringan kelaparan lapar
    gizi_buruk stunting lumpuh cacat_produksi kecelakaan_maut maut ajal mayat jenazah tumbang sekarat kolaps drop lesu_darah pucat
    pegal nyeri demam flu batuk muntah diare gatal alergi iritasi jerawat jerawatan breakout bruntusan perih_di_mata kering_banget lengket
    belepotan berkarat karatan keropos lapuk jamuran berjamur busa_banyak melempem layu kisut keriput kedaluwarsa kadaluarsa kadaluwarsa
    expired bekas second rekondisi refurbished tidak_baru cacat_fisik kw_super tiruan imitasi bajakan jiplak menjiplak plagiat plagiarisme
    tidak_lengkap gak_lengkap ga_lengkap tidak_dikirim gak_dikirim ga_dikirim belum_dikirim belum_sampai tidak_sampai gak_sampai ga_sampai
    belum_datang tidak_dapat tidak_ada_kabar tanpa_kabar tidak_diangkat resi_palsu salah_alamat ongkir_mahal overheat overheating panas_sekali
    boros_baterai baterai_boros cepat_habis cepet_habis gampang_panas cepat_panas ngehang ngehank hank bootloop restart_sendiri
    sinyal_jelek sinyal_hilang gangguan_jaringan down server_down offline tidak_konek gak_konek ga_konek susah_login gagal_bayar kepotong
    terpotong pulsa_habis kuota_habis kesedot tersedot mentok garis_garis kuning bintik noda bernoda kotoran bercak
    kurang_masuk kurang_nendang kurang_greget kurang_nyaman kurang_puas kurang_suka kurang_cocok kurang_ramah kurang_bersih kurang_enak
    tidak_seenak tak_seenak gak_seenak tidak_sebagus gak_sebagus tidak_istimewa tidak_ada_yang_istimewa standar standar_saja
    biasa biasa_saja rasa_biasa perlu_ditingkatkan harus_ditingkatkan lebih_ditingkatkan ditingkatkan_lagi perlu_diperbaiki mohon_diperbaiki
    tolong_diperbaiki harap_diperbaiki geleng_geleng geleng_geleng_kepala mengelus_dada elus_dada tepok_jidat astaga astagfirullah astaghfirullah
    waduh aduh aduuh duh hadeh hadeuh hadeuuh hufft huft hmm hiks ckck ckckck cih iuh idih ih najong jijay risi risih ilfil ilfeel
    boro_boro jangankan apalagi_ini padahal_mahal mending mendingan lebih_baik_tidak percuma_saja buat_apa ngapain`,
  outrage: `
    laknatullah terkutuk durjana durhaka durjanah terlaknat kafir pengkhianat_bangsa tidak_berguna gak_guna ga_guna tak_berguna
    tidak_bermoral tak_bermoral amoral tidak_berperikemanusiaan tidak_profesional gak_profesional tidak_bertanggung_jawab
    tidak_tanggung_jawab gak_tanggung_jawab ga_tanggung_jawab tidak_berkualitas tak_berkualitas gak_berkualitas membunuhmu habisi
    musnahkan bantai ganyang gorok mampus mampuslah modar bacot bacod congor cocot otak_kosong tak_berotak tidak_berotak gak_punya_otak
    penjajah_asing pki komunis pemakan_uang_rakyat makan_uang_rakyat tukang_korupsi pembunuh_berdarah_dingin pembohong_besar
    sampah_masyarakat sumpah_kecewa sangat_mengecewakan sangat_tidak paling_mengecewakan menyesal_beli nyesel_beli nyesel_banget
    uang_hilang duit_hilang uang_tidak_kembali penjual_bohong penjual_penipu seller_penipu toko_penipu lapor_polisi laporkan`,
}
