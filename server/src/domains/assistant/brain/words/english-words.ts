/** More English of customers abroad, by what they ask about; same notation as `chat-words.ts`. */
export const englishWords = `
jalan: walk walking hike hiking trekking stroll
perjalanan: trip trips travel travelling traveling journey
jauh: far distance
lari: running jogging run
nyaman: comfortable comfy comfort
ringan: lightweight
lembut: soft gentle
keras: firm
halus: smooth fine
kasar: rough coarse
anti: proof resistant
anti_air: waterproof water_resistant
tahan_hujan: rainproof
sepatu: shoe sneakers_shoe footwear trainers
sandal: sandals slippers slipper flip_flops
sabuk: belt belts ikat_pinggang
dompet: wallet wallets purse purses
tas: bag bags handbag handbags
ransel: backpack backpacks rucksack
tas_selempang: sling_bag crossbody shoulder_bag
koper: suitcase luggage
kaos_kaki: socks sock
selendang: scarf scarves stole
syal: muffler
jam_tangan: wristwatch
perhiasan: jewelry jewellery
kalung: necklace
gelang: bracelet bangle
anting: earrings earring
cincin: ring rings
kacamata: glasses eyeglasses sunglasses
kain_tenun: woven_cloth handwoven_cloth woven_fabric
tenun: woven handwoven weaving hand_woven
kebaya: kebayas
daster: house_dress nightgown
piyama: pajamas pyjamas
celana_pendek: shorts
atasan: top tops
bawahan: bottoms
kerah: collar
kulit: leather skin
kulit_asli: genuine_leather real_leather
sol: sole soles
hak: heel heels
tali: strap straps lace laces rope
karet: rubber elastic
busa: foam sponge
wol: wool
beludru: velvet
renda: lace_fabric
rajut: knit knitted crochet
anyam: wicker braided anyaman
bunga: flower flowers floral
daun: leaf leaves
sepatu_hak: high_heels
sewa: rent rental hire renting persewaan menyewa
kasur: mattress mattresses
ranjang: bedstead
ranjang_susun: bunk_bed bunk_beds
tangga: ladder
seprai: bedsheet bed_sheet sheets sprei
selimut: blanket blankets
tirai: curtain curtains blind blinds gorden
karpet: carpet rug
keranjang: basket baskets
keranjang_cucian: laundry_basket
lampu: lamp lamps light_fixture lantern
lampu_gantung: pendant_lamp hanging_lamp ceiling_lamp
ayunan: swing swings cradle
jalan_jauh: long_walk long_walks long_walking long_trip long_trips long_distance
partisi: room_divider divider partition
rak_dinding: wall_shelf wall_shelves
rak_tv: tv_rack
meja_rias: dressing_table vanity
meja_tamu: coffee_table
meja_samping: side_table end_table
meja_konsol: console_table
kursi_kantor: office_chair
kursi_tamu: armchair
sofa: couch couches sofas
sofa_bed: sofabed
sofa_l: l_shape l_shaped sectional
dudukan: seater seaters cushion_seat
lemari_pakaian: wardrobe wardrobes closet closets
lemari_dapur: kitchen_cabinet kitchen_cupboard
kitchen_set: kitchen_sets
rangka: frame frames
kaki: leg legs feet foot
sandaran: backrest back_rest
sandaran_tangan: armrest armrests
jati: teakwood teak_wood
rotan: rattan rattans
bambu: bamboo
kayu: wooden timber
kayu_lapis: plywood
cat: paint painted paints
pernis: varnish varnished lacquer
bagasi: trunk
sarung: cover covers
lepas: remove removed removable detachable take_off
kain_pelapis: covering slipcover
pelapis: lining_cover
udang: shrimp prawn prawns shrimps
cumi: squid calamari
kerang: shellfish clam clams mussels oyster
lobster: lobsters
tuna: tuna_fish
kakap: snapper
gurita: octopus
rumput_laut: seaweed
ikan_asin: salted_fish
abon: floss meat_floss
bakso: meatball meatballs
sosis: sausage sausages
pangsit: dumpling dumplings
keripik: chip chips crisps kripik crackers_chip
kerupuk: cracker crackers krupuk
kue_kering: cookie cookies biscuit biscuits
bolu: sponge_cake
roti_tawar: white_bread
selai: jam_spread spread
mentega: butter
minyak: oil
cuka: vinegar
kecap: soy_sauce
bawang: onion onions
bawang_putih: garlic
cabai: chili chilies chilli pepper lombok cabe
jahe: ginger
kunyit: turmeric
kayu_manis: cinnamon
rempah: spice spices
nanas: pineapple
nangka: jackfruit
mangga: mango
jeruk: orange_fruit lime lemon citrus
apel: apple
stroberi: strawberry
durian: durians
alpukat: avocado
kurma: dates_fruit
wortel: carrot carrots
kentang: potato potatoes
jagung: corn
kedelai: soy soybean soya
kacang_mete: cashew cashews mete
kacang_almond: almond almonds
biji: beans bean seeds seed
biji_kopi: coffee_beans
bubuk: ground powder
kopi_susu: latte milk_coffee
seduh: brew brewing brewed
sangrai: roast_coffee roasting roasted_beans
espreso: espresso
dingin: iced chilled
manis: sugary
gurih: umami
asam: sour acidic acidity asem kecut
pahit: bitter getir
segar: fresh freshly seger
matang: cooked ripe mateng
mentah: raw uncooked
renyah: crispy crunchy kriuk
lengket: sticky
makan_siang: lunch
makan_malam: dinner
sarapan: breakfast
camilan: snacks appetizer cemilan ngemil
hidangan_penutup: dessert desserts
bayi: babies newborn
balita: toddler toddlers
remaja: teen teens teenager teenagers
nenek: grandma grandmother mbah_putri
kakek: grandpa grandfather mbah_kakung
adik: younger_brother younger_sister adek
kakak: older_sister older_brother
saudara: relative relatives sibling siblings sodara
pacar: girlfriend boyfriend
tunangan: fiance fiancee engagement
rekan: colleague colleagues coworker coworkers
guru: teacher teachers
bos: manager
tetangga: neighbour neighbor
tamu: guests visitor visitors
mencoba: try_on fitting
kamar_pas: fitting_room fitting_rooms changing_room
tukar: swapped swapping
cuci_kering: dry_clean
jemur: sun_dry
setrika: iron_clothes ironed ironing
mesin_cuci: washing_machine machine_wash machine_washable
bersih: clean cleaning cleaned resik
noda: stain stains
debu: dust dusty bledug
jamur_kayu: mold mould moldy
pengerjaan: production_time lead_time
lama_pengerjaan: how_long_to_make
rakit: assembled assembling
pasang: installed fix_up
bongkar: disassemble disassembled dismantle knock_down
angkat: carry_up lift_up
tangga: stairs staircase
lift: elevator
peti: crate
kubik: cubic
luar_negeri: abroad overseas international foreign_country
kantor_pos: post_office
bea_cukai: customs
cara: ways
warna: coloured
lain: others
sekalian: altogether
termasuk: include includes included including
tidak_termasuk: exclude excludes excluding
biaya: fee fees charge charges
biaya_tambahan: extra_charge surcharge
harga_satuan: unit_price
gratis: free complimentary
hadiah: prize
nota: receipt receipts bill
pajak: tax taxes
sertifikat: certification
terdekat: nearest closest
dekat: near nearby
seberang: across opposite
belakang: behind
terbaru: latest newest
terlaris: best_seller bestseller best_selling popular most_popular favourite favorite
kualitas: quality
jamin: guaranteed
kelas: lesson lessons course courses
belajar: learn learning
ikut: join joining
daftar: register sign_up enrol
peserta: participant participants
batas: limit deadline
pagi: a.m
pesanan_khusus: special_order special_request
nama: name names
inisial: initial initials
grafir: engrave engraved engraving
cetak: prints
logo: logos
desain: design designs
gambar: drawing sketch
bentuk: shape shaped
jarak: gap
isi_ulang: refill
layanan: service services servis
perbaikan: repair repaired fixing reparasi
suku_cadang: spare_part
nerawang: see_through see-through transparent sheer
melar: stretchy stretch elastic
susut: shrink shrinks shrinking shrinkage
kusut: wrinkle wrinkles wrinkly crease
panaskan: heat heat_up reheat warm_up microwave_it
cair: thaw melt melts melted defrost
frozen: freeze
tanpa_gula: sugar_free sugarless no_sugar without_sugar less_sugar
tanpa_telur: egg_free eggless
pinggang: waist
pinggul: hip hips
bahu: shoulder shoulders
lengan: sleeves_length
beban: weight_limit load hold holds capacity weight_capacity
jenis_kayu: type_of_wood kind_of_wood
pilihan_warna: colour_options color_options
ukuran: size_chart measurement measurements
cuci_tangan: hand_wash handwash
luntur: faded fading colorfast run
awet: durable durability long_lasting
empuk: firmness
garansi: guarantees warranties
pengiriman: shipped_by
segar: freshness
anak-anak: kid_friendly
kerupuk: crackers
serundeng: grated_coconut
santan: coconut_milk
daging_sapi: beef
daging_ayam: chicken_meat
tulang: boned
tepung_terigu: wheat_flour
bumbu: seasoning spices_mix
kuah: broth soup sup
pedas_sedang: medium_spicy mild
bebas_pengawet: preservative_free no_preservatives
karton: carton
puding: pudding puddings
brownies: brownie
donat: donut donuts doughnut doughnuts
sirup: syrup syrups
jamu: herbal_drink herbal_drinks herbal
teh: teas
kopi: coffees
jus: juice juices
pisang: bananas
kurma: date_fruit
sambal: hot_sauce
sate: satay
bihun: vermicelli
bubur: porridge
sup: soups
es_krim: ice_cream
cokelat: chocolates
wafer: wafers
bayam: spinach
kedelai: soybeans
wijen: sesame
kayu_manis: cinnamon_stick
serai: lemongrass
topi: caps hats beanie
jaket: jackets
celana_pendek: short_pants
kaos: tshirts t-shirts tees
rok: skirts
gaun: gowns
totebag: tote totes tote_bag
kalung: necklaces
gelang: bracelets
sarung_tangan: glove gloves
mukena: prayer_dress
sajadah: prayer_mat prayer_rug
rompi: vest
resleting: zippers
rak: racks shelving
meja: desks
bangku: benches
lemari: cabinets
ranjang_susun: bunk_bed bunk_beds bunk
bantal: pillows cushions
cermin: mirrors
gantungan: hanger hangers
jemuran: drying_rack clothesline
nampan: trays
sendok: spoon spoons
piring: plate plates
gelas: mug mugs
besi: metal
roda: wheel wheels caster casters
sudut: corner
lipat: foldable folding fold
susun: stacked
hujan: rainy
bungkus_kado: gift_wrapped wrapping
hoodie: hoodies
permen: candy candies
vas: vase vases
ambil_sendiri: pick_it_up pick_them_up picking_up collect_it self_pickup come_and_get
isi: inside what_is_inside what's_inside filled_with filling fillings
pasang: pairs
dibuat: made_from made_out_of
`
