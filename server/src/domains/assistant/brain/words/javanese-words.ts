/** More Javanese, ngoko and krama, as it is written in chat; same notation as `chat-words.ts`. */
export const javaneseWords = `
tempat: nggon nggone panggonan papan panggenan
sebelah: sisih sisihe
masuk: mlebet mlebu
bersih: resik ngresiki reresik diresiki
cara: carane caranipun coro
debu: bledug bledugan bledugen
isi: isine isinipun
rasa: rasane raosipun
harga: regone pangaos
bayar: mbayar mbayare bayare mbayaripun
gratis: gratisan
sewa: nyewa nyilih nyewane
pakai: nganggo nganggone agem
kotor: reget regetan jembrek dirty
cuci: ngumbah umbah ngumbahe dikumbah
jahit: njait njahitke
bikin: nggawe nggaweke digawe digawekke
tambah: nambah tambahe imbuh
kurang: kurange kirang
kirim: ngirim dikirimke ngeterke diterke ngeteraken dipunkintun kintun
ambil: njupuk dijupuk mendhet pendhet
datang: teka tekane
bawa: nggowo digowo mbeto
cari: golek nggolek goleki
pilih: milih milihke
beri: wenehi kei diwenehi menehi
besar: gedhene gedene
kecil: cilike
bagus: apike
cepat: gage ndang enggal
lama: suwene suwi
tua: sepuh tuwo
muda: enom
banyak: akeh kathah
sedikit: sithik sakedhik sitik
semua: kabehe sedanten
jalan: mlaku dalan
hujan: kudanan jawah
air: banyune
panas: panase
kayu: kayune
kaca: gelas_kaca
nama: jeneng jenenge asma
anak: anakku bocahe larene
bayi: bayine jabang
ibu: ibune
bapak: bapake
orang: wonge tiyange
rumah: omahe griyanipun
toko: tokone warunge
pintu: lawange
lantai: jogan
uang: dhuwit duwit duit arto yatra
habis: enteke entekke
lengkap: komplit jangkep
asli: temenan
salah: klentu
rusak: bubrah remek
sakit: lara gerah
lupa: lali kesupen
tunggu: enteni tenggo
kapan: kapane benjang_napa
kenapa: keno_opo kok_iso
bagaimana: kepiye pripun_nggih
berapa: pirang piroan pintenan
terlambat: kasep telat_teka
nanti: mangkih
sekarang: samenika sakmenika
tadi: mau_isuk wau
saja: kemawon
sekali: sepisan
lagi: maning
hari: dina
`
