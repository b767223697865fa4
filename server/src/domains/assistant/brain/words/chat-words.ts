/**
 * How people write the small words of a shop chat: `canonical: spellings`, with `_` for a space inside a spelling.
 * Slang, typing habits, Javanese and English all come down to one Indonesian word, so that everything after this
 * table reads one language. General vocabulary only: what a shop sells comes from its own files.
 */
export const chatWords = `
yang: yg yng nyang sing seng ingkang kang
dan: and lan
dengan: dgn dg karo kalian kaliyan with
sama: sm ama
untuk: utk buat bwt bt untk kanggo kangge nggo damel for
dari: dr dri saking seko from
ke: nang menyang teng dhateng to
di: ing nek_ndalem at in on
itu: tu kuwi iku punika that those
ini: nih niki iki this these
tidak: tdk gak ga gk nggak ngga enggak engga kagak kaga tak ndak ora mboten boten tdak g no not dont doesnt isnt arent cannot cant wont didnt don't doesn't isn't aren't can't won't didn't
bukan: dudu sanes bkn
sebelum: sblm sblum sblmnya sebelumnya sakderenge sadurunge
belum: blm belom blom lom durung dereng not_yet
sudah: sdh udah udh dah uda wes wis sampun mpun already
masih: msh masi msih isih tasih taksih still
ada: ono wonten enten ana there_is there_are have has in_stock_available
bisa: bs bsa isa iso saged saget can could able
boleh: bole oleh_tidak may
mau: mo mw pengen pengin pingin pgn arep badhe ajeng kepengin want_to want would_like i'd_like id_like i_want like_to wanna
minta: mnta njaluk nyuwun
tolong: tlg tulung plis pls please mohon mhn
coba: cb try
kalau: klo kalo kl klu kl kalu lek nek menawi yen if nk kaloo
kalau_begitu: klo_gitu kalo_gitu
begitu: gitu gt gtu ngono ngoten
begini: gini gn ngene ngeten
seperti: kayak kyk ky kek kyak macam koyo kados
juga: jg jga ugi
saja: aja aj ae doang wae mawon only just
dulu: dlu dl sek sik riyin rumiyin dhisik disik
lagi: lg lgi maneh malih again
lain: laen liyane lainnya lainnnya other another
semua: smua smuanya semuanya kabeh sedaya all everything
ya: iya iyaa yaa y yoi iy inggih nggih njih yo yes yeah yep yup he_eh
oke: ok okey okeh okee sip sipp siap siapp baik okay alright sippp okelah
kok: kog
sih: si seh
kan: khan
dong: donk dongs
deh: dech dehh
kak: ka kk kakak kaka
min: mimin atmin
bu: buk ibu bund bun bunda
pak: pk bapak
mbak: mba mb
bang: bg abang bng
sis: sist sista
gan: agan juragan
bos: boss bosku bosque boskuh
saya: sy gw gue gua aku ak aq ane kulo kula i me my im i'm i'll
kami: kita we us our
kamu: km kmu lu lo elu ente anda sampeyan panjenengan you your
apa: ap apkh apakah opo napa nopo menopo punapa what whats what's
mana: endi pundi which
di_sana: disana dsana disono
di_situ: disitu dsitu
di_sini: disini dsini
dimana: dmn dmna dimna di_mana ndi neng_ndi nang_ndi where where's
kemana: kmn kmana ke_mana
kapan: kpn kapn bila when
siapa: sp sapa sinten who
kenapa: knp napasih mengapa ngopo kenopo why
bagaimana: gmn gimana gmna bgmn gmana piye pripun kepriye gimn how
berapa: brp brpa brapa berapaan brapaan piro pira pinten brpan how_many how_much berapakah
harga: hrg hrga hargane regi rego regane reginipun price prices cost costs priced
berapa_harga: how_much_is how_much_are how_much_does how_much_do
berapa_lama: how_long brp_lama
sekarang: skrg skg skrang saiki sakniki now
hari_ini: hr_ini dino_iki dinten_niki today hariini
besok: bsk bsok sesuk mbenjang benjing tomorrow esok
kemarin: kmrn kmaren kemaren kemrin wingi kolowingi yesterday
nanti: ntar nti mengko mangke later tar
tadi: td mau_esuk
langsung: lgsg lsg lgsung directly
hari: hr dino dinten day days
minggu_depan: mgg_depan next_week
bulan: bln wulan sasi month months
tahun: thn taun th tahune year years
jam: pukul o'clock oclock hour hours
menit: mnt minute minutes
pagi: enjing isuk morning
siang: afternoon
sore: sonten
malam: mlm malem wengi dalu evening night
banget: bgt bngt bgtt bangett amat sekali_banget pol poll polll tenan sanget very
terlalu: trlalu kelewat too
sangat: sgt
lebih: lbih luwih langkung more
paling: plg most
sekitar: sktr kira-kira kira around about
terus: trs trus lalu teros then
tapi: tp tpi tetapi namun but nanging ning
karena: krn karna soalnya soale gara-gara mergo amargi because
supaya: biar ben
orang: org wong tiyang people person
jadi: jd jdi dadi sido dados become
dapat: dpt dapet oleh_dapat entuk angsal get
ambil: ambl amblin mundhut mundut njupuk jupuk
beli: bli belik tuku tumbas buy purchase buying
pesan: pesen psn pesn order orderan pemesanan mesen memesan pesenan pesanan pesan_an orders ordering ordr mesan pesane
pakai: pake pke pk_kode pakek nganggo ngagem use using
kirim: krm kirimin krim dikirim ngirim kirimnya antar anter anterin diantar dianter ship shipped shipping_to deliver delivered send sent kirimkan mengirim dikirimin
sampai: sampe smpe smp nyampe nyampek nyampai tiba arrive arrives arrived tekan dugi dumugi until
datang: dtg dateng_nya dating teko rawuh dtng
terima: trima nampa receive received nrimo tampi
cari: nyari cri golek pados looking_for look_for
lihat: liat lht ndelok mirsani see liat-liat lihat-lihat
tanya: tny nanya tanglet takon tangklet nyuwun_pirsa ask nuwun_sewu question
jawab: balas bls bales balesnya jawabnya jawabannya balesin reply answer respon
kasih: ksih kasi ngasih kasihin paring caos give beri
kurang: krg krang less kirang
tambah: tmbh nambah tambahan extra add plus
bawa: bw bwa gowo beto bring
tau: tahu_gak ngerti know
bilang: blg tell
nomor: nmr no nomer nope number
rumah: rmh omah griyo griya house home
teman: temen tmn kanca konco rencang friend friends
suami: bojo_lanang husband
istri: bojo wife
anak: anaknya bocah lare kid kids child children putra putri
enak: eco uenak tasty delicious
bagus: apik sae good nice
paling_murah: termurah cheapest
paling_mahal: termahal
murah: mrh mirah cheap cheaper affordable
mahal: mhl larang awis expensive kemahalan
kecil: cilik alit small kcil
besar: gede gedhe ageng big large bsar gedean
panjang: dowo dawa long
pendek: cendak short
tinggi: dhuwur duwur height tall
lebar: omba wide width
berat: abot weight heavy
baru: anyar enggal new
lama: suwe dangu lawas long_time
cepat: cpt cepet cepetan rikat fast quick quickly
kuat: kiat strong
aman: amane safe
dingin: adhem adem cold
panas: benter hot
kering: garing dry
basah: teles wet
habis: abis hbs entek telas sold_out soldout out_of_stock
hapus: apus hapusin apusin
kosong: ksg kothong empty
cukup: ckp cekap enough
muat: fit fits
cocok: suitable suits cck
buka: bukak bkk open opens opening bukanya bikak
tutup: ttp close closes closed closing
libur: prei holiday off
alamat: almt almat alamt address
lokasi: location located lok
toko: tko tokonya toke shop store
`
