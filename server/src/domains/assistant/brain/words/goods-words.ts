/**
 * General words for goods and their properties in Javanese and English, slang included; notation of `chat-words.ts`.
 * It names materials, colours, foods and furniture as any dictionary does, never what one shop sells.
 */
export const goodsWords = `
merah: red abang_warna abrit
maroon: marun merah_marun burgundy
biru: blue
biru_tua: navy dongker
hijau: ijo ijem green ijo_warna
kuning: yellow
pemutih: bayclin byclean bleach kaporit
hitam: ireng cemeng black item
putih: white pethak broken_white
cokelat: coklat brown chocolate choco soklat
abu-abu: abu gray grey
ungu: purple lilac
oranye: orange oren jingga
krem: cream beige creme
pink: merah_muda pinky
toska: tosca turquoise
emas: gold golden
perak: silver
polos: plain
motif: pattern patterned motifnya
warna-warni: colorful
tua: dark
muda: light
s: size_s
m: size_m medium
l: size_l
xl: size_xl extra_large
xxl: 2xl double_xl
xxxl: 3xl triple_xl
all_size: allsize one_size onesize free_size freesize
jumbo: big_size oversize plus_size bigsize
mini: kecil-kecil tiny
bulat: round bunder circular
kotak: rectangular rectangle persegi_panjang
persegi: square segi_empat segiempat pesegi
lonjong: oval
diameter: garis_tengah
susun: tingkat tier tiers susunan
pintu: door doors
laci: drawer drawers
kursi: chair chairs seat seats stool kursine
meja: table tables mejo desk mejane
meja_makan: dining_table dining_tables dining_set
meja_kerja: work_desk working_desk office_desk study_desk
kursi_goyang: rocking_chair rocking_chairs
kursi_tamu: living_room_set guest_chair
kursi_bar: bar_stool bar_stools bar_chair
lemari: almari wardrobe closet lemarine cupboard
lemari_pakaian: clothes_cabinet
rak: shelf shelves rack racks
rak_buku: bookshelf bookshelves bookcase bookcases book_shelf
rak_sepatu: shoe_rack shoe_cabinet
dipan: bed_frame bedframe ranjang amben divan
tempat_tidur: bed beds
kasur: mattress springbed spring_bed matras
sofa: couch
bufet: cabinet buffet credenza
bufet_tv: tv_cabinet tv_stand tv_console tv_unit
nakas: bedside_table nightstand night_stand
cermin: mirror pengilon
bangku: bench
bangku_taman: garden_bench garden_benches
taman: garden kebun
luar_ruang: outdoor outdoors
tamu: guest
ruang_tamu: living_room
kamar: bedroom room kamar_tidur
dapur: kitchen pawon
nampan: tray baki
talenan: cutting_board chopping_board
bantal: pillow cushion
busa: foam
jok: upholstery upholstered
rotan: rattan
bambu: bamboo
besi: iron steel
kaca: glass
kayu: wood wooden solid_wood
jati: teak
mahoni: mahogany
ukir: carved carving ukiran
ayunan: swing
lampu: lamp lighting
sekat: partition
tebal: thick kandel thickness
tipis: thin
rakit: assembly assemble perakitan pasang pemasangan install installation ngrakit merakit
lantai: floor storey
rayap: termite termites
hujan: rain udan keujanan kehujanan kujanan
air: water banyu toya waterproof_air
baju: shirt_baju clothes pakaian klambi busana rasukan outfit
kemeja: shirt shirts hem
kaos: tshirt t-shirt tee kaus
celana: pants trousers kathok
rok: skirt
gaun: gown
dress: dresses terusan
gamis: abaya maxi_dress
blouse: blus
tunik: tunic
jaket: jacket
jas: blazer suit
hijab: jilbab kerudung headscarf veil headscarves krudung
pashmina: shawl pasmina
mukena: rukuh prayer_robe
sarung: sarong
kain: cloth jarik fabric_cloth
kebaya:
batik_tulis: hand-drawn handdrawn hand_drawn hand_drawn_batik tulisan
batik_cap: stamped hand-stamped stamped_batik
printing: printed print
seragam: uniform uniforms
sarimbit: sepasang couple couple_an couplean pasangan
sepatu: shoes
sandal: sandals
tas: bag bags
dompet: wallet
topi: hat
anak-anak: children's anak2
lengan: sleeve sleeves sleeved
lengan-panjang: lengan_panjang long_sleeve long_sleeves long_sleeved lengen_dowo
lengan-pendek: lengan_pendek short_sleeve short_sleeves short_sleeved lengen_cendak
kancing: button buttons
resleting: zipper zip ritsleting
saku: pocket pockets kantong kantongnya
furing: lining lined
katun: cotton
sutra: silk sutera
linen:
rayon:
bordir: embroidery embroidered
jahit: sew sewing sewn jait dijahit jahitan dijahitin jahitin jahitannya penjahit
lingkar_dada: ld bust chest
lingkar_pinggang: lp waist
busui: nyusui nyusoni menyusoni breastfeeding nursing menyusui busui_friendly nursing_friendly
tulis: handwritten
pria: cowok lanang cowo laki laki-laki men man male jaler kakung
wanita: cewek perempuan wedok cewe women woman female ladies estri putri_wanita
ibu: mother mom mama emak
bapak: father dad papa ayah
bayi: baby babies
dewasa: adult adults
orang_tua: parents elderly simbah mbah kakek nenek eyang lansia
mertua: in-laws in_laws
ulang_tahun: ultah birthday ulangtahun
pernikahan: nikah kawinan wedding mantenan nikahan manten
pensiun: retirement retire pensiunan
wisuda: graduation
lebaran: eid idul_fitri
natal: christmas
makanan: panganan food foods panganane dhaharan maem
minuman: drink drinks beverage ombenan
kue: cake cakes roti_manis jajan jajanan pastry snack-snack
roti: bread
nasi: rice sego sekul
ayam: chicken pitik
bebek: duck
sapi: beef cow
kambing: goat mutton lamb
babi: pork
ikan: fish iwak ulam seafood_ikan
udang: shrimp prawn prawns shrimps urang
kepiting: crab
cumi: squid
telur: egg eggs endog ndog tigan telor
susu: milk dairy
keju: cheese
kacang: peanut peanuts nut nuts
kelapa: coconut krambil
gula: sugar gendis
garam: salt uyah
jamur: mushroom mushrooms
sayur: vegetable vegetables sayuran janganan
buah-buahan: fruit fruits
daging: meat iwak_daging
tahu: tofu
tempe: tempeh
mi: noodle noodles mie bakmi
sambal: sambel chili_sauce
saus: sauce saos
kopi: coffee
teh: tea
madu: honey
pisang: banana gedhang
singkong: cassava telo
ketan: sticky_rice glutinous_rice
pandan:
tepung: flour
gandum: wheat
gluten:
vegetarian: vegetarians vege veggie
vegan:
pengawet: preservative preservatives
frozen: beku frozen_food
vakum: vacuum vacuum_pack vacuum_packed vakuman vaccum vacum
duri: bone bones
tanpa_duri: boneless ga_ada_duri
goreng: fried goreng_an digoreng nggoreng deep_fried
rebus: boiled godhog direbus
bakar: grilled dibakar
panggang: baked roasted roast dipanggang
kukus: steamed steam dikukus kukusan
asap: smoked
original: ori orisinil origin orisinal
spesial: special spesial_nya istimewa
campur: mix mixed campuran kombinasi combo
tawar: unsweetened
kulkas: fridge refrigerator refrigerated lemari_es
freezer: frizer
suhu_ruang: room_temperature suhu_ruangan
porsi: portion portions serving servings
toples: jar jars setoples
botol: bottle bottles sebotol
katering: catering caterer
paket: package packages paketan bundle bundling set_paket paketnya
tumpeng: tumpengan
nasi_kotak: nasi_bok rice_box rice_boxes lunch_box lunch_boxes lunchbox nasi_dus nasibox
snack_kotak: snackbox snek_box snack_boxes
sertifikat_halal: halal_certificate
asli: genuine authentic real original_asli beneran tulen aseli
palsu: fake kw tiruan imitasi
handmade: buatan_tangan
bungkus_kado: gift_wrap gift_wrapping giftwrap kertas_kado
kartu_ucapan: greeting_card greeting_cards gift_card
foto: photo photos picture pictures gambar image poto real_pict
katalog: catalog catalogue pricelist price_list daftar_harga pl list_harga menu_harga daftar_menu menu
pengantin: bride groom
pesta: party
rapat: meeting meetings
arisan: gathering
kantor: office kantoran
sekolah: school
kelas: class classes workshop pelatihan training kursus
`
