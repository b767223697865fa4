/** Javanese, Sundanese and English words that carry a feeling, written by hand for this project. Grades as Indonesian. */
export const regionalWords = {
  delight: `
    apik_tenan apik_banget enak_tenan enak_banget sae_sanget marem maremake ngedap_edapi jempol nggumunake gumun ora_getun
    mantap_tenan jos_gandos ngangeni nyenengake ngresepake paling_apik paling_enak resep_pisan alus_pisan ngeunah_pisan saé_pisan
    pangalusna panghadéna panghadena pangngeunahna kacida_alusna love loved loving amazing awesome excellent perfect best superb fantastic
    wonderful delicious outstanding incredible stunning magnificent brilliant recommended recommend highly_recommended must_try
    adore impressed impressive delightful heaven gorgeous`,
  positive: `
    apik becik sae enake wenak uenak eco seneng senenge bungah bagya rena sumringah guyu ngguyu tresna trisna asih sedhep wangi endah
    edi_peni kepenak kapenak penak tentrem ayem gayeng regeng resik resikan ayu ngganteng bagus gagah pinter wasis trengginas cukat rikat cepet
    gelis murah mirah lega sumeh grapyak semanak sopan sabar nrima matur_nuwun matur_suwun suwun nuwun maturnuwun maturnuhun
    hatur_nuhun nuhun kuat awet cocog cocok pas migunani piguna manfaati mbiyantu nulungi lancar gampil gampang sukses kasil kabeneran
    begja beja seger sehat waras jangkep akeh_pilihane legi gurih empuk renyah jembar padhang anget adhem asri éndah endah nyamleng
    percaya mongkog bombong muga mugi menang kapilut kesengsem narik_ati disenengi nyenengi ndhukung dhukung nyengkuyung
    alus alusna raos ngeunah resep resepeun bungah bungangang gumbira atoh suka geulis kasep hade hadé merenah nyaah asih bageur
    someah darehdeh beresih bersih seungit amis_pisan tiis tiis_ceuli lega caang murah gancang gampil junun rapih payus
    mangpaat bantuan mantuan untung cageur jagjag waluya hatur_nuhun reueus sumanget apal parigel
    nice good great beautiful tasty yummy cozy comfortable friendly happy enjoy enjoyed wow clean cheap affordable fast quick satisfied
    satisfying helpful favorite favourite fun cool lovely fresh polite warm worth worthy safe smart easy thanks thank grateful glad
    success successful win won proud support agree interesting attractive pretty cute strategic complete convenient smooth crispy
    tender juicy healthy pleasant relaxing peaceful quality better improve improved improvement benefit beneficial`,
  negative: `
    elek ala kuciwa cuwa gela getun keduwung larang kelarangen suwe suwene kesuwen suwi lawas lamban ambune mambu badheg bosok bacin apek
    pait sepa kasinen kelegen ora_enak ora_apik ora_cocok ora_seneng kemproh reged rusuh ruwet mumet bingung mangkel gething sengit
    serik nesu muring nggondhok jengkel kapusan ngapusi diapusi goroh kapok wedi keweden giris miris sumelang kuwatir sedhih susah
    nelangsa prihatin nangis lara loro tatu rusak bubrah remuk ajur pecah ilang kelangan kurang kekurangan salah kleru luput angel rekasa
    kesel sayah bosen males wegah emoh moh ogah sumuk panas_banget sumpek sesek rame_banget brisik peteng atos alot mentah gosong
    cilik_banget kebacut kasep_tenan kliwat rugi tuna kalah gagal mudhun mlorot bangkrut mlarat kere dipeksa nyusahake gawe_susah ngganggu
    ngrusak jahat culika srakah medhit kumalungkung sombong umuk galak judes sengak kasar saru isin ngisin_isini
    awon goreng butut goréng kaduhung hanjakal handeueul ambek keuheul ceuceub ngambek geuleuh gila ijid sebel bau_hangit hapeuk
    mahal_teuing lila lila_teuing leuleus teuas pait hambar hanyir rujit kotor jorok baseuh sieun hariwang inggis sedih ceurik nalangsa
    peurih nyeri gering paeh rusak ruksak peupeus leungit kurang salah hese hésé ripuh cape lieur pusing bosen hoream embung alim
    gandeng sempit poek bohong ngabohong nipu katipu rugi eleh éléh gagal turun bangkrut malarat sangsara judes galak gedebul sombong
    kasar era éra nganyerikeun matak_keuheul teu_resep teu_ngeunah teu_alus teu_raos teu_hade teu_cocog
    bad poor disappointed disappointing disappointment broken slow dirty expensive rude fake boring bored fail failed failure useless
    waste wasted angry mad sad annoying annoyed noisy ugly damaged wrong late delay delayed problem problems issue complaint complain
    refund difficult hard_to hurt pain sick scared afraid fear worry worried worse lack lacking smelly stinky salty bland tasteless
    cold_food crowded hot_and lost lose missing cancel cancelled reject rejected lie lied liar cheat cheated unfair threat danger
    dangerous crisis victim died dead kill killed accident poverty overpriced uncomfortable unfriendly`,
  outrage: `
    asu jancuk jancok dancok cok cuk jangkrik kirik bajingan bangsat matamu ndasmu raimu goblog pekok gendheng edan wedhus celeng kampret
    paling_elek elek_banget elek_tenan ala_banget kuciwa_banget maling garong rampog korupsi ngapusi_wae bejat kejem biadab
    anjing goblog belegug bedul kehed borokokok sia_siah kurang_ajar koplok tolol awon_pisan goreng_pisan butut_pisan kuciwa_pisan
    worst terrible awful horrible disgusting hate hated scam scammer pathetic trash garbage stupid idiot never_again nightmare
    unacceptable corrupt corruption evil shame shameful disaster bullshit shit fuck damn hell rubbish`,
}
