/**
 * Signs of what somebody wants, as patterns over canonical lines (one space before, between and after the words).
 * They are features for the intent classifier, so that it learns from groups of words ("dibanderol", "kena berapa"
 * and "regane" are one sign) and not only from single ones; a few strong ones also decide by themselves (`rules.ts`).
 *
 * In the lists, `_` joins the words of a phrase and `*` stands for the rest of a word.
 */
const lists: Record<string, string> = {
  'ask-price':
    'harga* berapa_duit berapa_rupiah berapa_an dibanderol banderol tarif* biaya* ongkos* kena_berapa dijual_berapa jual_berapa berapa_harga habis_berapa bayar_berapa berapa_uang uang_berapa berapa_ya berapa_kak berapa_bu berapa_pak berapa_min berapa_mas berapa_mbak berapa_sis berapa_om berapa_bang jadi_berapa mulai_berapa start_from rate how_much cost* price* berapaan berapa_satu berapa_per sekilo_berapa berapa_buah pricelist katalog',
  'how-many': 'berapa',
  'ask-total': 'total jumlah_semua semua_berapa jadi_berapa habis_berapa berapa_semua berapa_jadi sama_ongkir plus_ongkir kena_berapa_semua hitung* itung* totalin',
  'ask-stock': 'tersedia stok restok ada_tidak ada_kah adakah masih_ada masih_punya ada_ya ada_kak ada_bu ada_pak jual menjual ada_yang punya ada_warna ada_ukuran ada_stok sisa tinggal_berapa masih_banyak muncul keluar_lagi ready kosong habis available in_stock carry sell you_have do_u_have any_left sold_out out_of',
  'exist': 'ada',
  'sell': 'jual menjual sedia menyediakan',
  'ask-info':
    'bahan isi ukuran rasa tahan kadaluarsa halal komposisi pedas manis alergi cuci luntur rawat garansi asli tebal berat tinggi lebar panjang muat kuat aman cocok panas dingin busui cara dibuat terbuat berapa_lama berapa_hari awet beda* bedanya warna_apa varian motif kulit kain kayu finishing daya watt kapasitas sertifikat izin pirt bpom level kandungan mengandung vegetarian contain made_of material umur_berapa berapa_cm fungsi manfaat spesifikasi detail makan_waktu durasi tekstur wangi aroma porsi untuk_berapa_orang berapa_orang gizi kalori filosofi* cerita sejarah proses_pembuatan foto video gambar real_pict',
  'what': 'apa apa_saja', 'which': 'yang_mana mana',
  'how': 'bagaimana cara gimana', 'why': 'kenapa mengapa', 'when': 'kapan', 'who': 'siapa', 'where': 'dimana',
  'ask-advice':
    'rekomendasi saran* pilih* cocok* bagus* enak_apa enak_mana enak_yang bagusnya enaknya mending kasih_ide ide budget kado oleh-oleh hampers untuk_acara best_seller favorit terlaris paling_laris paling_laku andalan suggest* recommend* bingung bantu_pilih pas_untuk untuk_hadiah sebaiknya baiknya unggulan paling_enak paling_bagus yang_murah paling_murah termurah under di_bawah dibawah maksimal kisaran',
  'for-person': 'untuk_anak untuk_ibu untuk_bapak untuk_teman untuk_suami untuk_istri untuk_pacar untuk_bos untuk_mertua untuk_orang_tua untuk_adik untuk_kakak untuk_keluarga untuk_guru untuk_nenek cowok pria wanita',
  'want-buy': 'pesan beli ambil mau_ambil checkout keep booking book fix jadi_ambil catat saya_mau order_atas atas_nama masukkan bungkus_dua mau_dong bungkus_ya saya_ambil i_take tumbas saya_beli mau_beli mau_pesan jadi_pesan dikirim_ke kirim_ke_alamat lanjut_order deal co list tolong_siapkan siapkan',
  'ask-how-order': 'cara_pesan cara_order cara_beli bagaimana_pesan format_pesan format_order pesan_lewat pesannya_bagaimana how_to_order bagaimana_cara_pesan',
  'my-order': 'pesan_saya pesanan_saya paket_saya barang_saya kiriman_saya pesan_kami orderan_saya my_order my_package my_parcel saya_pesan yang_saya_pesan saya_beli pesanan_atas pesan_atas_nama pesanku paketku barangku orderanku',
  'ask-status': 'resi status sampai_mana sampai_dimana sudah_kirim sudah_sampai belum_sampai belum_datang belum_kirim kapan_sampai kapan_kirim kapan_datang sudah_jadi_belum kapan_jadi kapan_selesai sudah_selesai kapan_sampainya nyangkut cek_pesan lacak proses posisi perjalanan dimana_paket where_is',
  'ask-pay': 'kredivo akulaku bayar transfer qris rekening cod dp cicil paylater tunai kartu dompet_digital gopay ovo dana shopeepay lunas kredit virtual_account va bukti_transfer alfamart indomaret debit visa mastercard edc paypal bca bri bni mandiri bsi jago angsur* saldo nota_bayar bayar_dimuka termin e-wallet spay tempo giro cek_giro linkaja pembayaran',
  'pay-method': 'kredivo akulaku qris transfer rekening cod dp cicil paylater tunai kartu dompet_digital gopay ovo dana shopeepay spay kredit virtual_account bukti_transfer alfamart indomaret debit visa mastercard edc paypal bca bri bni mandiri bsi jago bank linkaja giro termin',
  'fee': 'bayar_berapa bayar_tidak bayar_lagi bayar_gak tambah_bayar bayarnya_berapa kena_biaya ada_biaya berapa_biaya biaya_berapa biaya gratis_tidak gratis_atau tambah_berapa tambah_tidak bayar_juga bayar_sendiri berapa_bayar bayar_atau biaya_tambahan kena_tambahan bayar_terpisah bayar_per',
  'mismatch': 'kok_yang yang_datang yang_sampai datang_malah datang_cuma yang_saya_terima yang_diterima isinya_kurang tidak_lengkap kok_datang kok_kurang kok_beda malah_dikirim dikirim_malah yang_dikirim kok_salah beda_sama',
  'account': 'rekening nomor_rekening rek',
  'cod': 'cod bayar_di_tempat bayar_rumah bayar_di_rumah bayar_pas bayar_saat bayar_sampai bayar_waktu barang_datang_bayar',
  'ask-ship': 'ongkir gratis_ongkir kirim pengiriman kurir gosend grab jne jnt sicepat anteraja pos_indonesia kargo luar_kota luar_jawa luar_pulau luar_negeri ekspedisi dikirim jangkauan sampai_ke area_antar same_day sameday instan packing_kayu cargo jasa_kirim kirim_ke sampai_berapa_hari antar ojol ojek travel bus ambil_sendiri paxel deliver* ship* international',
  'where-shop': 'bengkel_mana sebelah_mana daerah_mana posisinya_dimana alamat lokasi dimana_toko toko_dimana toko_mana peta maps parkir patokan cabang arah rute showroom offline_store outlet gerai lapak stand workshop_dimana dekat_mana sebelah_mana datang_ke mampir ke_toko ke_sana offline tokonya bengkelnya gudang gudange alamatnya gps share_loc',
  'hours': 'buka tutup libur jam_buka jam_berapa jam_kerja jam_operasional sampai_jam hari_apa_saja tanggal_merah operasional buka_hari buka_jam buka_sampai tutup_jam opening_hours 24_jam lebaran_buka tetap_buka jam_tutup masih_buka sudah_tutup sudah_buka',
  'ask-promo': 'promo diskon voucher kode cashback gratis_apa bonus flash_sale sale harga_spesial potongan beli_1_gratis_1 bogo gratis_1 event 11.11 12.12 harbolnas tanggal_kembar member poin giveaway kupon',
  'haggle':
    'nego kurang kurangi turun* diskonin pas_in dipaskan pas_saja bisa_kurang boleh_kurang harga_teman harga_pas nett net mahal kemahalan kurangin murahin samakan samain korting diskon_dong di_toko_sebelah di_sebelah toko_lain tetangga harga_nett best_price last_price dikurangi bulatkan dibulatkan genapkan genapin digenapkan harga_sahabat harga_sodara harga_saudara lebih_murah kelebihan ditawar boleh_tidak_segitu segitu',
  'angry': 'sudah_lepas pada_lepas lepas_semua sol_lepas lepas_sol jahitan_lepas lepas_jahitan lem_lepas lepas_lem goyang tidak_rata miring longgar kendor perbaiki diperbaiki betulkan dibetulkan ambruk mogok macet_lacinya tergores kecewa rusak cacat pecah basi salah_kirim salah komplain penipuan kapok parah lambat bohong jelek tidak_sesuai beda_dengan tidak_sampai zonk payah hancur kotor busuk bau mengecewakan tidak_becus becus goblok bodoh kurang_ajar tega marah tidak_profesional tanggung_jawab kok_begini sobek bolong lecet gores retak patah luntur_banget keracunan sakit_perut mentah gosong ulat rambut semut lalat jamur keras alot bocor tumpah penyok nyesel tidak_jelas php alasan terus_janji janji* tidak_dibalas tidak_respon tidak_direspon bintang_1 viral lapor polisi ylki tidak_ada_kabar disappointed broken damaged wrong terrible awful worst tidak_enak asin_banget pahit',
  'lack': 'kurang tidak_lengkap tidak_ada_di_paket ketinggalan hilang tertukar nyasar',
  'return': 'retur tukar refund balik kembali* ganti batal klaim garansi_klaim uang_kembali dana_kembali menukar tidak_jadi',
  'custom': 'custom bikin buat_kan bisa_bikin bisa_buat desain sesuai_permintaan ukir_nama tulis_nama bordir sablon logo request tambah_tulisan ukuran_sendiri ukuran_khusus model_sendiri bisa_diganti bisa_tambah bisa_kurangi tanpa less jangan_pakai nama_di label_nama kasih_nama kasih_label kasih_tulisan modifikasi ubah dibentuk bentuk karakter tulisan warna_lain pesan_khusus made_to_order dijahit jahit sesuai_gambar contoh_gambar tema',
  'resale': 'reseller grosir dropship agen distributor jual_lagi dijual_lagi kulak* partai banyak_harga harga_banyak ambil_banyak beli_banyak titip_jual konsinyasi mitra kerja_sama kerjasama penawaran tender instansi perusahaan proposal faktur_pajak npwp po_resmi supplier supply maklon',
  'letter': 'dengan_hormat yth hormat_kami bersama_ini kepada_yth sehubungan_dengan dear_sir',
  'ask-person': 'admin pemilik bicara manusia hubungi sambungkan telepon orang_langsung sama_orang orang_asli cs operator bos_langsung dengan_orang ngobrol_langsung bukan_bot jangan_bot real_person a_person human someone_call chat_sama_orang call_me owner_langsung atasan supervisor manager penjual_langsung',
  'bot': 'bot otomatis robot mesin ai',
  'stop': 'stop berhenti unsubscribe jangan_kirim jangan_wa jangan_wa-wa jangan_chat jangan_chat-chat jangan_dikirim jangan_kirimi jangan_kirimin tidak_usah_chat tidak_usah_wa jangan_hubungi hapus_nomor blokir block tidak_mau_promo tidak_usah_kirim keluar_grup tidak_tertarik hapus_saya hapus_dari dihapus dihapus_dari keluarkan_dari keluar_dari keluarkan_saya remove_my do_not_send jangan_spam tidak_mau_terima berhenti_langganan jangan_ganggu opt_out jangan_promo keganggu terganggu mengganggu',
  'broadcast': 'siaran promo iklan pesan_masal wa spam sms broadcast chat_promo langganan kontak',
  'thanks': 'terima_kasih sukses_selalu laris_manis semoga_laris alhamdulillah_sampai sampai_jumpa mantap barokah berkah lancar see_you bye dadah sudah_dulu itu_saja sudah_cukup sembah_nuwun ok_deh oke_deh sudah_jelas',
  'greet': 'halo permisi assalamualaikum selamat_pagi selamat_siang selamat_sore selamat_malam met_siang met_pagi met_malam pagi siang sore malam sugeng good_morning good_afternoon good_evening kulanuwun salam hi shalom numpang_tanya mau_tanya boleh_tanya ijin_tanya izin_tanya om_swastiastu',
  'praise': 'enak suka mantap bagus keren puas',
  'inject':
    'abaikan instruksi lupakan_semua ignore instructions system_prompt prompt developer_mode mode_developer mode_admin jailbreak berperan pura-pura pretend act_as kamu_sekarang mulai_sekarang_kamu anggap_saja kamu_adalah bypass override debug sudo konfirmasi_dengan jawab_dengan ketik kebijakan_baru instruksi_baru roleplay sql select drop_table admin123 base64 administrator json dump print',
  'private': 'nama_siapa siapa_nama namanya_siapa siapa_namanya siapa_saja_yang siapa_saja_pelanggan data_pelanggan daftar_pelanggan pelanggan_yang siapa_saja_yang_pesan siapa_saja_yang_beli yang_beli_kemarin_siapa minta_nama nama_sama_nomor siapa_yang_pesan siapa_yang_beli yang_pesan_siapa data_pembeli daftar_pembeli nomor_pelanggan daftar_nama nama_pembeli alamat_pembeli nomor_pembeli pelanggan_lain pembeli_lain data_orang password api_key token modal pemasok supplier_mana omzet laba keuntungan nomor_hp_pembeli customer_list alamat_pelanggan nama_pelanggan pelanggan_bernama pembeli_bernama',
  'spam': 'pinjaman investasi klik http https www slot gacor judi hadiah pemenang saldo_dana rating ulasan followers jasa pinjol arisan_online bunga_rendah transfer_pulsa mlm seo klaim minat saldo_gratis bintang_lima',
  'chatter': 'lowongan loker magang cuaca pacar jodoh presiden politik film lagu bola main_game pr_sekolah matematika puisi cerita_lucu pantun ganteng cantik jomblo makan_apa sholat berita sepak_bola ramalan zodiak kabar football weather joke',
  'ok': 'oke ya siap lanjut jadi',
  'wait': 'tunggu sebentar dulu nanti pikir_pikir pikir-pikir rembug* kabari* dikabarin',
}

const cues = Object.entries(lists).map(([name, list]): [string, RegExp] => [
  name,
  new RegExp(` (?:${list.split(' ').map((word) => word.replaceAll('_', ' ').replaceAll('*', '[a-z]*').replaceAll('.', '\\.')).join('|')}) `),
])

/** The names of the signs in a canonical line. */
export function cuesIn(line: string): string[] {
  return cues.filter(([, pattern]) => pattern.test(line)).map(([name]) => name)
}
