/**
 * The words of trade: asking, paying, sending, complaining. Same notation as `chat-words.ts`.
 */
export const tradeWords = `
tersedia: ready redi redy rdy readi available availability in_stock ready_stok ready_stock ada_stok redystok
stok: stock stoknya stocknya persediaan
restok: restock ristok isi_ulang_stok
jual: jualan sell sells selling sade nyade dodol menjual sedia menyediakan do_you_have
ongkir: onkir ongkirnya ongkos_kirim ongkoskirim biaya_kirim biaya_antar biaya_pengiriman shipping_cost shipping_fee delivery_fee shipping_rate postage ongkos_antar shipping_charge
gratis_ongkir: free_ongkir freeong gratong free_shipping free_delivery bebas_ongkir bebas_ongkos_kirim gratis_kirim ongkir_gratis ongkirnya_gratis free_ongkirnya gratisongkir
pengiriman: shipping delivery ekspedisi expedisi
kurir: courier kurirnya driver sopir supir
resi: awb noresi no_resi nomor_resi tracking_number nomer_resi tracking lacak track resinya
cod: bayar_pas_kurir bayar_pas_barang bayar_pas_datang bayar_pas_sampai bayar_saat_barang bayar_waktu_barang bayar_pas_terima bayar_di_rumah bayar_dirumah bayar_sama_kurir bayar_ke_kurir byr_pas cod_an cod_in cash_on_delivery bayar_di_tempat bayar_ditempat byr_ditempat bayar_ditmpt pay_on_delivery
transfer: tf trf t/f transferan bank_transfer ditransfer trnsfer
qris: kris qr
rekening: rek norek no_rek no_rekening nomor_rekening account_number bank_account rekeningnya
dp: uang_muka panjar down_payment deposit persekot tanda_jadi dpnya
lunas: pelunasan lns pelunasannya paid
bayar: byr pembayaran bayare pay payment paying mbayar dibayar bayarnya pembayarannya
cicil: cicilan nyicil dicicil kredit angsuran angsur installment installments tempo dikredit ngangsur
paylater: spaylater spl gopaylater bayar_nanti pay_later
tunai: cash kontan
kartu: debit card
dompet_digital: ewallet e-wallet
diskon: disc dskn potongan potongan_harga discount discounts korting diskonan potongannya
promo: prm promosi promotion promotions promonya promoan offer offers deal_promo
voucher: vocer voc vcr kupon coupon vouchernya
kode: code kodenya kode_promo promo_code
murah_meriah: murmer
nego: nawar ditawar tawar bargain negotiable nego-nego dinego nego_tipis
grosir: grosiran partai partai_besar borongan wholesale kulakan bulk
reseller: resel resell re-seller agen distributor
dropship: dropshiper dropshipper
penawaran: quotation quote penawaran_harga surat_penawaran penawaran_resmi penawaran_tertulis proposal_harga
retur: return rtr pengembalian returns dikembalikan dibalikin dikembaliin balikin kembalikan
tukar: tuker ditukar dituker ijol exchange nukar nuker swap tukeran penukaran
refund: refan balik_duit duit_balik uang_kembali balikin_uang duit_kembali money_back pengembalian_dana uang_balik kembali_uang kembalikan_uang duwit_balik dana_kembali
batal: urung ora_sido mboten_sido ndak_sido ndak_jadi cancel kensel btl gajadi ga_jadi gak_jadi tidak_jadi nggak_jadi batalkan batalin dibatalkan membatalkan pembatalan dicancel
ganti: diganti gantiin replace replacement penggantian
komplain: complain complaint komplen protes keluhan
rusak: damaged broken bodol rusake risak
cacat: reject rijek defect defective
pecah: remuk retak peyok penyok patah sobek robek jebol bolong lecet gores baret copot cracked torn bocor
basi: bau busuk apek jamuran berjamur tengik kecut spoiled stale expired_rasanya
kecewa: kuciwo kuciwa disappointed zonk mengecewakan nyesel menyesal
salah: wrong kliru keliru
marah: kesel kesal jengkel emosi angry sebel gedeg
penipuan: penipu tipu ditipu nipu scam ketipu kena_tipu
bohong: ngapusi ngibul
lambat: lelet lemot slow telat terlambat molor late ngaret kesuwen kelamaan
garansi: waranti warranty grnsi guarantee
bahan: material materials bahannya fabric
ukuran: size sizes sz ukrn ukurannya dimensi dimensions dimension
warna: wrn color colour colors colours clr werno warni werna warnane
isi: isine isinya contents contain contains
varian: variant variants pilihan
rasa: raos flavor flavour flavors flavours
tahan: awet keep_fresh last lasts shelf_life kuat_berapa_hari
kadaluarsa: kadaluwarsa expired exp expire ed_nya kedaluwarsa
halal: kehalalan
sertifikat: certificate certified sertifikasi
pedas: pedes spicy lombok
manis: legi sweet
asin: salty
gurih: savory savoury
resep: recipe
komposisi: ingredients ingredient kandungan
alergi: allergy allergic allergen alergen
cuci: nyuci mencuci cucinya ngumbah ngumbahe kumbah wash washed washing dicuci laundry
luntur: luntor fade fades bleed
rawat: ngrawat merawat perawatan care maintenance
custom: kustom customize customise custom-made customized dicustom
bikin: buatkan bikinin buatin dibuatin gawe ndamel make made dibuatkan bikinkan membuat dibikin bikinan dibikinin pesan_khusus
preorder: po pre-order pre_order indent inden open_po
minimal: minimum min_order minim minimalnya min_pembelian
maksimal: maximum maks max maksimum
total: totalnya totale jumlahnya total_semua semua_totalnya subtotal
estimasi: estimate estimated eta
selesai: rampung beres done finished
status: progres progress statusnya
proses: diproses processing
cek: check ngecek dicek cekin
nota: invoice faktur struk kwitansi bon
rekomendasi: recommend recommendation rekom recommendations suggest suggestion saran sarannya rekomen rekomendasinya
pilih: pilihin pilihkan milih choose pick
kado: gift hadiah present kadonya hantaran seserahan gifts
oleh-oleh: souvenir souvenirs sovenir suvenir buah_tangan
hampers: hamper parsel parcel bingkisan
budget: anggaran bujet dana_saya bajet
acara: event hajatan kondangan bukber buka_bersama buka_bareng gathering reuni
pesawat: terbang flight plane airplane
terima_kasih: terimakasih makasih mksh makasi maksih mkasih tq thx tks trims trimakasih nuhun suwun matur_nuwun maturnuwun matursuwun matur_suwun thanks thank_you tengkyu thankyou tq_kak terima_kasi
halo: hallo hello hai hi hei hey helo hii haii haloo
assalamualaikum: asslmkm aslmkm askum assalamu'alaikum assalamu_alaikum ass_wr_wb salam samlekum assalamualaikum_wr_wb asalamualaikum
permisi: misi punten kulonuwun kulo_nuwun excuse_me spada
maaf: mf maap sori sorry afwan ngapunten ngapuro nyuwun_ngapunten apologize
stop: setop berhenti unsubscribe unsub unsubs berhentikan hentikan leren
pesan_masal: broadcast broadcasts bc
spam: nyepam
iklan: ads advertisement promosi_terus
bot: robot mesin otomatis autoreply auto_reply chatbot
bicara: ngomong ngobrol omong speak talk bicarakan ngendikan matur chat_langsung
telepon: telp tlp telfon telpon call phone ditelpon ditelepon nelpon
pemilik: owner juragane pemiliknya yang_punya
admin: cs customer_service petugas staf staff operator
manusia: human manungsa orang_asli real_person orang_beneran someone
hubungi: contact hub
sambungkan: sambungin connect disambungin hubungkan
parkir: parking parkiran parkirannya
jalan: jl jln
peta: maps gmaps google_maps sharelok shareloc sherlok sherlock serlok share_lokasi patokan
cabang: branch
makan_di_tempat: dine_in eat_in eat_there makan_ditempat dine-in
buah: pcs pc bh bj biji buah_nya piece pieces unit units ekor
bungkus: bungkusin dibungkus kemas kemasan wrap wrapped packaging packing
kotak: box dus krt karton besek boks bok boxes
pak: pack packs
lusin: lsn dozen
persen: percent prosen
ribu: rb rbu rebu ewu ewon
juta: jt jeti yuta
setengah: separo separuh half stengah stngah setngah separone
kg: kilo kilogram kilogramnya kilonya
1_kg: kiloan sekilo sekiloan perkilo per_kilo per_kg
gram: gr grm gram_nya
cm: senti sentimeter centimeter
meter: mtr meteran meters metre metres per_meter
`
