/**
 * Regencies and cities of Indonesia under their province, and the districts and well-known quarters of larger cities,
 * so that "ongkir ke Tlogosari" finds the row for Kota Semarang and "Denpasar" the row for Bali. Spellings after `=`.
 */
export const provinces: Record<string, { island: string; places: string }> = {
  Aceh: { island: 'Sumatra', places: 'Banda Aceh, Sabang, Langsa, Lhokseumawe, Subulussalam, Aceh Besar, Bireuen, Pidie, Meulaboh, Takengon' },
  'Sumatera Utara=Sumatra Utara=Sumut': { island: 'Sumatra', places: 'Medan=mdn, Binjai, Pematangsiantar=Siantar, Tebing Tinggi, Tanjungbalai, Sibolga, Padang Sidempuan, Gunungsitoli, Deli Serdang, Karo, Simalungun, Asahan, Langkat, Toba, Nias, Kisaran, Rantauprapat' },
  'Sumatera Barat=Sumatra Barat=Sumbar': { island: 'Sumatra', places: 'Padang=pdg, Bukittinggi, Payakumbuh, Pariaman, Padang Panjang, Sawahlunto, Solok, Agam, Pasaman, Tanah Datar' },
  Riau: { island: 'Sumatra', places: 'Pekanbaru=pku, Dumai, Kampar, Bengkalis, Siak, Rokan Hulu, Indragiri, Pelalawan' },
  'Kepulauan Riau=Kepri': { island: 'Sumatra', places: 'Batam=btm, Tanjungpinang, Bintan, Karimun, Natuna' },
  Jambi: { island: 'Sumatra', places: 'Sungai Penuh, Muaro Jambi, Bungo, Kerinci, Batanghari' },
  'Sumatera Selatan=Sumatra Selatan=Sumsel': { island: 'Sumatra', places: 'Palembang=plg=plbg, Prabumulih, Lubuklinggau, Pagar Alam, Ogan Ilir, Banyuasin, Muara Enim, Lahat' },
  'Bangka Belitung=Babel': { island: 'Sumatra', places: 'Pangkalpinang, Bangka, Belitung, Tanjung Pandan' },
  Bengkulu: { island: 'Sumatra', places: 'Rejang Lebong, Curup, Mukomuko' },
  Lampung: { island: 'Sumatra', places: 'Bandar Lampung=Bandarlampung, Metro, Pringsewu, Kalianda, Kotabumi, Tanggamus, Pesawaran' },
  'DKI Jakarta=Jakarta=jkt=DKI': { island: 'Jawa', places: 'Jakarta Pusat=jakpus, Jakarta Selatan=jaksel, Jakarta Barat=jakbar, Jakarta Timur=jaktim, Jakarta Utara=jakut, Kepulauan Seribu, Kemang, Tebet, Kebayoran, Cilandak, Pasar Minggu, Jagakarsa, Menteng, Kelapa Gading, Cengkareng, Kebon Jeruk, Grogol, Palmerah, Tanah Abang, Senen, Cakung, Duren Sawit, Jatinegara, Kramat Jati, Pulogadung, Rawamangun, Sunter, Tanjung Priok, Pluit, Penjaringan, Mampang, Pancoran, Setiabudi, Cempaka Putih, Kalideres, Kembangan, Cipayung, Ciracas' },
  Banten: { island: 'Jawa', places: 'Tangerang=tgr=tng, Tangerang Selatan=tangsel, Serang, Cilegon, Lebak, Pandeglang, Rangkasbitung, BSD, Bintaro, Serpong, Ciputat, Pamulang, Ciledug, Karawaci, Cipondoh, Alam Sutera, Gading Serpong' },
  'Jawa Barat=Jabar=West Java': { island: 'Jawa', places: 'Bandung=bdg, Cimahi, Bandung Barat, Bekasi=bks, Depok=dpk, Bogor=bgr, Sukabumi, Cianjur, Garut, Tasikmalaya=Tasik, Ciamis, Banjar, Pangandaran, Kuningan, Cirebon=crb, Majalengka, Sumedang, Indramayu, Subang, Purwakarta, Karawang, Cikarang, Tambun, Cibitung, Jatiasih, Cibubur, Cileungsi, Cibinong, Sentul, Ciawi, Cisarua, Lembang, Soreang, Cileunyi, Jatinangor, Margonda, Sawangan, Cimanggis, Buahbatu, Antapani, Dago' },
  'Jawa Tengah=Jateng=Central Java': { island: 'Jawa', places: 'Kota Semarang=Semarang=smg, Kabupaten Semarang, Ungaran, Ambarawa, Bawen, Salatiga, Kendal, Kaliwungu, Weleri, Demak, Mranggen, Sayung, Grobogan, Purwodadi, Kudus, Jepara, Pati, Rembang, Blora, Cepu, Batang, Pekalongan, Pemalang, Tegal, Slawi, Brebes, Solo=Surakarta=Sala, Sukoharjo, Solo Baru, Karanganyar, Sragen, Boyolali, Klaten, Wonogiri, Kartasura, Magelang, Muntilan, Temanggung, Parakan, Wonosobo, Purworejo, Kebumen, Gombong, Banjarnegara, Purbalingga, Banyumas, Purwokerto=pwt, Cilacap, Kroya, Lasem, Juwana, Tayu, Kedungwuni' },
  'DI Yogyakarta=DIY=Daerah Istimewa Yogyakarta': { island: 'Jawa', places: 'Yogyakarta=Jogja=Yogya=Jogjakarta=jogya=yk=Kota Yogyakarta, Sleman, Bantul, Gunungkidul=Gunung Kidul, Wonosari, Kulon Progo=Kulonprogo, Wates, Kaliurang, Depok Sleman, Kotagede, Malioboro, Condongcatur, Gejayan, Godean, Maguwoharjo, Seturan, Umbulharjo, Kasihan, Sewon, Imogiri' },
  'Jawa Timur=Jatim=East Java': { island: 'Jawa', places: 'Surabaya=sby, Sidoarjo=sda, Gresik, Mojokerto, Malang=mlg, Batu, Pasuruan, Probolinggo, Lumajang, Jember, Bondowoso, Situbondo, Banyuwangi=bwi, Blitar, Kediri, Nganjuk, Jombang, Tulungagung, Trenggalek, Madiun, Magetan, Ngawi, Ponorogo, Pacitan, Bojonegoro, Tuban, Lamongan, Bangkalan, Sampang, Pamekasan, Sumenep, Madura, Rungkut, Wonokromo, Gubeng, Waru, Kepanjen, Lawang, Singosari, Wonocolo' },
  Bali: { island: 'Bali', places: 'Denpasar=dps, Badung, Gianyar, Ubud, Tabanan, Buleleng, Singaraja, Klungkung, Karangasem, Bangli, Jembrana, Kuta, Sanur, Seminyak, Canggu, Nusa Dua, Jimbaran' },
  'Nusa Tenggara Barat=NTB': { island: 'Nusa Tenggara', places: 'Mataram, Lombok, Bima, Sumbawa, Dompu, Praya, Selong' },
  'Nusa Tenggara Timur=NTT': { island: 'Nusa Tenggara', places: 'Kupang, Flores, Labuan Bajo, Ende, Maumere, Sumba, Ruteng, Atambua, Alor, Rote, Lembata' },
  'Kalimantan Barat=Kalbar': { island: 'Kalimantan', places: 'Pontianak=ptk, Singkawang, Sambas, Ketapang, Sintang, Sanggau, Mempawah, Kubu Raya, Kapuas Hulu' },
  'Kalimantan Tengah=Kalteng': { island: 'Kalimantan', places: 'Palangka Raya=Palangkaraya, Sampit, Pangkalan Bun, Kuala Kapuas, Kotawaringin, Muara Teweh' },
  'Kalimantan Selatan=Kalsel': { island: 'Kalimantan', places: 'Banjarmasin=bjm, Banjarbaru, Martapura, Tanah Bumbu, Kotabaru, Pelaihari, Barabai, Tanjung Tabalong' },
  'Kalimantan Timur=Kaltim': { island: 'Kalimantan', places: 'Samarinda=smd, Balikpapan=bpn, Bontang, Kutai, Tenggarong, Sangatta, Berau, Penajam, IKN' },
  'Kalimantan Utara=Kaltara': { island: 'Kalimantan', places: 'Tarakan, Tanjung Selor, Nunukan, Malinau, Bulungan' },
  'Sulawesi Utara=Sulut': { island: 'Sulawesi', places: 'Manado=mdo, Bitung, Tomohon, Kotamobagu, Minahasa, Sangihe' },
  Gorontalo: { island: 'Sulawesi', places: 'Limboto, Marisa' },
  'Sulawesi Tengah=Sulteng': { island: 'Sulawesi', places: 'Palu, Poso, Luwuk, Donggala, Morowali, Tolitoli, Parigi' },
  'Sulawesi Barat=Sulbar': { island: 'Sulawesi', places: 'Mamuju, Polewali, Majene' },
  'Sulawesi Selatan=Sulsel': { island: 'Sulawesi', places: 'Makassar=mks=Ujung Pandang, Parepare, Palopo, Gowa, Maros, Bone, Watampone, Bulukumba, Toraja, Pinrang, Takalar, Sengkang, Sidrap' },
  'Sulawesi Tenggara=Sultra': { island: 'Sulawesi', places: 'Kendari, Baubau=Bau-Bau, Kolaka, Konawe, Wakatobi, Raha' },
  Maluku: { island: 'Maluku', places: 'Ambon, Tual, Masohi, Buru, Seram' },
  'Maluku Utara=Malut': { island: 'Maluku', places: 'Ternate, Tidore, Sofifi, Tobelo, Halmahera' },
  Papua: { island: 'Papua', places: 'Jayapura, Sentani, Biak, Merauke, Timika, Wamena, Nabire, Serui, Keerom' },
  'Papua Barat': { island: 'Papua', places: 'Manokwari, Sorong, Fakfak, Raja Ampat, Kaimana' },
}

/** Other countries, under one name. */
const abroad =
  'Singapura=Singapore, Malaysia, Kuala Lumpur, Brunei, Thailand, Filipina=Philippines, Vietnam, Jepang=Japan, Tokyo, Korea, Hongkong=Hong Kong, Taiwan, Tiongkok=China, India, Australia, Selandia Baru=New Zealand, Arab Saudi=Saudi Arabia=Saudi, Dubai, Qatar, Turki=Turkey, Belanda=Netherlands=Holland, Jerman=Germany, Inggris=England=UK, Prancis=France, Italia=Italy, Amerika=USA=United States=America, Kanada=Canada, Eropa=Europe'

/** Quarters of a city whose own shipping row is by city: name of the city → its districts and quarters. */
export const quarters: Record<string, string> = {
  Salatiga: 'Tingkir, Sidorejo, Sidomukti, Argomulyo',
  'Kota Semarang':
    'Tembalang, Banyumanik, Ngaliyan, Tlogosari, Gayamsari, Genuk, Pedurungan, Candisari, Gajahmungkur=Gajah Mungkur, Semarang Selatan, Semarang Utara, Semarang Barat, Semarang Timur, Semarang Tengah, Gunungpati=Gunung Pati, Mijen, Tugu, Lamper, Lamper Tengah, Sampangan, Kaligawe, Majapahit, Simpang Lima, Kota Lama, Sekaran, Unnes, Undip, Pleburan, Peterongan, Jatingaleh, Srondol, Pudakpayung, Sendangmulyo, Ketileng, Meteseh, Bulusan, Krapyak, Manyaran, Kalibanteng, Puri Anjasmoro, Tanah Mas, Tambakaji, Jrakah, BSB, Bukit Semarang Baru, Plamongan, Penggaron, Kalicari, Palebon, Muktiharjo, Bangetayu, Tawang, Poncol, Johar, Kauman, Pandanaran, Pamularsih, Karangayu, Erlangga, Jangli, Sambiroto, Kedungmundu, Wonodri, Rejomulyo, Mlatiharjo, Bugangan, Citarum, Karangrejo, Ngesrep, Padangsari, Gombel, Tegalsari, Kaliwiru, Bendan, Petompon, Bongsari, Gisikdrono, Kembangarum, Purwoyoso, Beringin, Wonosari Ngaliyan, Mangkang, Kedungpane, Cangkiran, Jatisari, Patemon, Kalisegoro, Sukorejo, Tandang, Jomblang, Sendangguwo, Gemah, Supriyadi, Arteri, Soekarno Hatta',
  Kendal: 'Kaliwungu, Weleri, Boja, Patebon, Cepiring, Sukorejo, Rowosari, Pegandon, Brangsong',
  'Kabupaten Semarang': 'Ungaran, Ambarawa, Bawen, Tuntang, Bergas, Bandungan, Getasan, Tengaran, Sumowono',
  Demak: 'Mranggen, Sayung, Karangawen, Bonang, Wonosalam, Bintoro, Dempet, Karangtengah',
  Sleman: 'Depok Sleman, Condongcatur, Gejayan, Godean, Maguwoharjo, Seturan, Kaliurang, Ngaglik, Mlati, Kalasan, Prambanan',
  Bantul: 'Kasihan, Sewon, Imogiri, Banguntapan, Piyungan, Parangtritis',
  Sukoharjo: 'Kartasura, Solo Baru',
  Magelang: 'Muntilan, Borobudur, Mertoyudan',
  Surakarta: 'Laweyan, Banjarsari, Jebres, Pasar Kliwon, Serengan, Manahan, Mojosongo',
  Yogyakarta: 'Gondokusuman, Kraton, Mantrijeron, Mergangsan, Ngampilan, Jetis, Tegalrejo, Prawirotaman',
  Bandung: 'Coblong, Cicendo, Sukajadi, Lengkong, Kiaracondong, Ujungberung, Cibiru, Arcamanik, Gedebage, Cicadas',
  Surabaya: 'Darmo, Tegalsari Surabaya, Sukolilo, Mulyorejo, Kenjeran, Wiyung, Lakarsantri, Citraland, Pakuwon, Gayungan, Jambangan, Tandes',
  Malang: 'Lowokwaru, Klojen, Blimbing, Sukun, Kedungkandang, Dinoyo, Sawojajar',
}

const provincesOn = (...islands: string[]): string =>
  Object.entries(provinces).filter(([, { island }]) => islands.includes(island)).map(([entry]) => entry.split('=')[0]).join(', ')

/** Names for several provinces or cities at once. */
export const wideAreas: Record<string, string> = {
  'Luar Negeri=luar negri=overseas=abroad': abroad,
  'Jabodetabek=jabodetabekan': 'DKI Jakarta, Bogor, Depok, Tangerang, Tangerang Selatan, Bekasi, Cikarang, Tambun, Cibubur, Jatiasih, Cibinong, Cileungsi, Bintaro, Serpong, BSD, Ciputat, Pamulang, Ciledug, Karawaci, Cibitung, Sentul, Margonda, Sawangan, Cimanggis, Cipondoh, Alam Sutera, Gading Serpong',
  'Pulau Jawa=Jawa=se-Jawa=Java=tanah jawa': provincesOn('Jawa'),
  'Jawa Bali': provincesOn('Jawa', 'Bali'),
  'Sumatra=Sumatera=Pulau Sumatera=Pulau Sumatra': provincesOn('Sumatra'),
  'Kalimantan=Borneo': provincesOn('Kalimantan'),
  'Sulawesi': provincesOn('Sulawesi'),
  'Nusa Tenggara=Nusra': provincesOn('Nusa Tenggara'),
  'Maluku Papua': provincesOn('Maluku', 'Papua'),
  'Indonesia Timur=Indonesia bagian timur=Intim': provincesOn('Nusa Tenggara', 'Maluku', 'Papua', 'Sulawesi'),
  'Solo Raya=Soloraya': 'Solo, Sukoharjo, Karanganyar, Sragen, Boyolali, Klaten, Wonogiri, Kartasura, Solo Baru',
  'Semarang Raya=Semarang dan sekitarnya': 'Kota Semarang, Kabupaten Semarang, Ungaran, Kendal, Demak, Salatiga, Mranggen, Sayung, Kaliwungu, Ambarawa, Bawen',
  'Bandung Raya': 'Bandung, Cimahi, Bandung Barat, Soreang, Lembang, Cileunyi, Jatinangor',
  'Malang Raya': 'Malang, Batu, Kepanjen, Lawang, Singosari',
  'Jawa Tengah dan DIY': 'Jawa Tengah, DI Yogyakarta',
}
