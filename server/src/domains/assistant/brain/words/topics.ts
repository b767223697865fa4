/**
 * What people ask about a thing and the words in which shops answer, as patterns over canonical lines. A sentence and
 * a question that share a topic speak of the same matter even when they share no word: "panas ga?" and "katun adem".
 * Only `ask` counts in questions, only `tell` in the shop's sentences; `both` in either.
 */
interface Topic {
  ask: RegExp
  tell: RegExp
}

const words = (list: string): RegExp => new RegExp(` (?:${list.trim().replaceAll('_', ' ').split(/\s+/).join('|').replaceAll('~', ' ')}) `)

const topics: Record<string, Topic> = {
  '#tahan': {
    ask: words('tahan kadaluarsa basi awet~berapa simpan disimpan kulkas freezer perjalanan berapa~hari berapa~lama~tahan suhu keawetan'),
    tell: words('tahan kadaluarsa kulkas freezer suhu simpan hari~itu sebaiknya~habis'),
  },
  '#bahan': {
    ask: words('bahan terbuat kain~apa kayu~apa kulit~apa busa~apa besi~apa keju~apa daging~apa pakai~apa dari~apa panas adem gerah nyaman jati~asli material jenis~kayu'),
    tell: words('katun rayon voal ceruty linen sutra wol denim satin brokat sifon tenun kayu jati mahoni rotan besi kaca kulit bahan spandek poliester baby crepe wolfis toyobo drill kanvas jersey sungkai trembesi mindi akasia triplek plywood multiplek aluminium stainless adem'),
  },
  '#isi': {
    ask: words('isi komposisi kandungan terbuat~dari isian bahan~apa bahan~dasar lauk dapat~apa termasuk~apa mengandung pakai~apa'),
    tell: words('isi mengandung terbuat bahan dari lengkap berisi terdiri'),
  },
  '#pedas': { ask: words('pedas level cabai sambal'), tell: words('pedas cabai sambal rawit') },
  '#alergi': {
    ask: words('alergi kacang telur udang susu gluten seafood gandum santan msg vegetarian vegan'),
    tell: words('mengandung kacang telur udang susu gluten gandum santan msg vegetarian vegan tanpa kepiting'),
  },
  '#halal': { ask: words('halal babi alkohol sertifikat mui'), tell: words('halal') },
  '#ukuran': {
    ask: words('ukuran dimensi panjang lebar tinggi tebal diameter lingkar muat seberapa~besar berapa~cm berapa~x luas besar~berapa'),
    tell: words('cm m meter ukuran panjang lebar tinggi tebal diameter lingkar muat'),
  },
  '#kuat': { ask: words('kuat beban berapa~kg kapasitas kokoh maksimal~berat'), tell: words('kuat beban kokoh kapasitas sampai~kg') },
  '#berat': { ask: words('berat berapa~gram berapa~kg timbangan'), tell: words('berat gram kg') },
  '#cuci': {
    ask: words('cuci luntur rawat bersih bersihkan membersihkan setrika perawatan care pemutih mesin~cuci lap jemur poles'),
    tell: words('cuci luntur lerak sampo deterjen pemutih jemur setrika lap poles rawat oles lembap kumbah'),
  },
  '#hujan': { ask: words('hujan luar~ruang outdoor teras tahan~air kehujanan jamuran'), tell: words('hujan luar~ruang outdoor tahan~air') },
  '#garansi': { ask: words('garansi jaminan rayap'), tell: words('garansi jaminan rayap') },
  '#asli': { ask: words('asli ori original palsu oplosan campuran veneer'), tell: words('asli original olahan veneer cap printing tulis') },
  '#hangat': { ask: words('hangat menghangatkan cara~panas dipanaskan panaskan masak goreng kukus cara~makan angetin hangatkan penyajian'), tell: words('kukus goreng hangat panaskan microwave oven dicairkan') },
  '#anak': { ask: words('anak bayi balita'), tell: words('anak balita') },
  '#busui': { ask: words('busui hamil bumil'), tell: words('busui hamil kancing~depan') },
  '#lengan': { ask: words('lengan'), tell: words('lengan') },
  '#warna': { ask: words('warna finishing'), tell: words('warna finishing natural salak walnut cokelat hitam putih krem') },
  '#kamarpas': { ask: words('kamar~pas coba~baju coba~dulu dicoba coba~di fitting mencoba'), tell: words('kamar~pas coba fitting') },
  '#kado': { ask: words('kado bungkus~kado kartu~ucapan'), tell: words('kado kartu~ucapan') },
  '#kelas': { ask: words('kelas belajar kursus daftar~kelas'), tell: words('kelas kursus') },
  '#duri': { ask: words('duri tulang tanpa~duri'), tell: words('duri tulang') },
  '#rakit': { ask: words('rakit bongkar~pasang'), tell: words('rakit') },
  '#lantai': { ask: words('lantai~2 lantai~3 lantai~atas naik tangga angkat naikin lift lantai~dua'), tell: words('lantai angkat tangga') },
  '#lama': { ask: words('berapa~lama kapan~jadi kapan~selesai pengerjaan proses berapa~hari selesai lama~pengerjaan lama~bikin lama~buat'), tell: words('hari~kerja pengerjaan preorder selesai siap minggu menit') },
  '#paling lambat': { ask: words('paling~telat paling~lambat maksimal~kapan maksimal~pesan paling~lama berapa~hari~sebelum h lapor kapan~paling'), tell: words('paling~lambat h maksimal') },
  '#minimal': { ask: words('minimal berapa~minimal'), tell: words('minimal mulai') },
  '#bonus': { ask: words('bonus dapat~saus dapat~sambal gratis~apa dapat~bonus'), tell: words('dapat bonus gratis') },
  '#izin': { ask: words('pirt bpom izin'), tell: words('pirt bpom izin') },
  '#makan di tempat': { ask: words('sarapan nongkrong dine~in makan~di~tempat makan~di~situ makan~di~sana makan~situ tempat~duduk meja~makan~di'), tell: words('makan~di~tempat') },
  '#rasa': { ask: words('asam manis pahit rasa gurih asin hambar'), tell: words('asam manis pahit rasa gurih asin keasaman') },
  '#kirim': { ask: words('kirim kapan~kirim sampai~kapan berangkat pengiriman'), tell: words('kirim pengiriman berangkat kurir dikirim') },
  '#jadwal kirim': {
    ask: words('kapan~kirim kirim~kapan hari~ini~kirim kirim~hari~ini kirim~besok langsung~kirim kirim~sekarang masih~kirim jam~berapa~kirim kirim~jam kirim~hari kirim~tidak hari~apa~kirim ngirim'),
    tell: words('kirim~hari kirim~pada sebelum~jam hari~yang~sama hari~itu tidak~ada~pengiriman berangkat kirim~setiap kirim~besok besok'),
  },
  '#hak': { ask: words('hak tinggi~hak heel'), tell: words('hak') },
  '#usia': { ask: words('umur usia bayi berapa~tahun'), tell: words('umur usia tahun bayi balita minimal') },
  '#asal': { ask: words('asal dari~mana darimana buatan~mana'), tell: words('dari asal buatan') },
  '#pasang': { ask: words('pasang rakit termasuk~pasang'), tell: words('pasang pemasangan rakit') },
  '#bersih': { ask: words('bersih bersihkan debu kotor noda'), tell: words('bersih lap sikat debu cuci') },
  '#muat': { ask: words('muat muatnya berapa~orang kapasitas tampung'), tell: words('muat orang kapasitas liter') },
  '#listrik': { ask: words('listrik watt daya kabel bohlam'), tell: words('watt listrik kabel bohlam') },
  '#diukir': { ask: words('inisial ukir~nama tulis~nama grafir nama logo bordir'), tell: words('inisial logo nama bordir grafir ukir') },
  '#termasuk': { ask: words('termasuk sudah~sama include dapat~apa bonus'), tell: words('termasuk dapat') },
  '#melar': { ask: words('melar elastis karet lentur susut menyusut mengecil'), tell: words('melar elastis karet stretch spandek susut menyusut') },
  '#nerawang': { ask: words('nerawang menerawang transparan tembus'), tell: words('nerawang menerawang transparan furing tebal') },
  '#kusut': { ask: words('kusut lecek setrika disetrika'), tell: words('kusut setrika disetrika') },
  '#size': {
    ask: words('bb tb berat~badan tinggi~badan ukuran~apa size~apa nomor~berapa ukuran~berapa size~berapa nomor~apa ambil~ukuran cocok~ukuran pakai~ukuran muat~tidak size~chart'),
    tell: words('lingkar~dada muat insole lingkar~pinggang pinggang badan ukur'),
  },
  '#anti air': { ask: words('anti~air kehujanan kena~air tahan~air basah ketumpahan'), tell: words('anti~air tahan~air gerimis lap') },
  '#empuk': { ask: words('empuk keras busa densitas kempes ambles nyaman'), tell: words('busa densitas empuk pegas lateks kempes') },
  '#karat': { ask: words('karat karatan berkarat'), tell: words('karat galvanis stainless powder') },
  '#pengawet': { ask: words('pengawet msg micin pewarna pemanis penyedap boraks kimia alami pemutih'), tell: words('pengawet msg pewarna pemanis penyedap alami pemutih') },
  '#gula': { ask: words('gula diabetes diet kalori manis'), tell: words('gula manis pemanis') },
  '#beku': { ask: words('frozen cair mencair meleleh dingin es~batu'), tell: words('frozen ice~gel styrofoam cair dingin es') },
  '#kemasan': { ask: words('packing bungkus kemas pengemasan kayu~packing bubble'), tell: words('vakum bungkus kardus styrofoam bubble peti plastik kayu~pelindung') },
  '#produksi': { ask: words('kapan~bikin segar fresh baru~bikin panen tanggal~produksi bikin~kapan tiap~hari~apa hari~apa'), tell: words('setiap~hari tiap~hari setiap panen segar pagi') },
  '#denda': { ask: words('denda lambat telat'), tell: words('denda') },
  '#jaminan': { ask: words('jaminan ktp titip jaminannya'), tell: words('jaminan ktp') },
  '#bongkar': { ask: words('bongkar knock~down copot~kaki lepas dilepas bisa~dilepas'), tell: words('lepas bongkar terbongkar dilepas') },
  '#porsi': { ask: words('porsi untuk~berapa~orang cukup~berapa berapa~orang buat~berapa~orang'), tell: words('orang porsi') },
  '#foto': { ask: words('foto gambar~asli video instagram ig'), tell: words('foto instagram') },
  '#pesawat': { ask: words('pesawat kabin bagasi kereta naik~motor naik~mobil naik~bus naik~bis mudik perjalanan bawa~ke'), tell: words('pesawat kabin bagasi kereta perjalanan') },
  '#acara': { ask: words('acara rapat arisan syukuran rombongan booking reservasi pesan~tempat sewa~tempat'), tell: words('acara rombongan reservasi dipesan~untuk pesan~tempat meja~dapat') },
  '#susah': { ask: words('susah ribet sulit rumit repot gampang mudah angel'), tell: words('susah sulit mudah gampang menit panduan') },
  '#dapat': { ask: words('dapat termasuk include sudah~dengan sudah~sama sudah~ada lengkap~dengan'), tell: words('termasuk dapat disertakan berikut lengkap tanpa tidak~termasuk belum~termasuk sudah~dengan') },
  '#masuk rumah': { ask: words('angkat naikin ke~dalam~rumah masuk~rumah sampai~dalam lantai~2 lantai~dua lantai~atas bantu~angkat'), tell: words('teras depan~rumah sampai~dalam lantai angkat bongkar~sampai') },
  '#lihat': { ask: words('lihat~dapur berkunjung kunjungan tur lihat~langsung lihat~barangnya lihat~dulu barangnya~langsung survei survey display showroom contoh~barang'), tell: words('lihat kunjungan berkunjung tur dipajang pajang display showroom contoh dicoba survei') },
  '#parkir': { ask: words('parkir truk~masuk mobil~masuk truk'), tell: words('parkir truk mobil') },
}

/** The topics of a shop's sentence. */
export function topicsOf(line: string): string[] {
  return names.filter((name) => topics[name].tell.test(line))
}

/** The topics that a question asks about. */
export function askedTopics(line: string): string[] {
  return names.filter((name) => topics[name].ask.test(line))
}

/** "Berapa bulan sekali?" is answered by a number of months, "hari Sabtu dikirim?" by the sentence that names the day. */
const units = 'hari bulan tahun minggu jam menit kg gram cm meter orang ml liter watt pasang lembar kelas tingkat susun laci pintu lapis kali buah potong halaman persen'.split(' ')
for (const unit of units) topics[`#berapa ${unit}`] = { ask: new RegExp(` (?:berapa ${unit}|${unit} berapa) `), tell: new RegExp(` (?:\\d+(?:[.,]\\d+)? ${unit}|${unit} \\d+) `) }
for (const day of ['senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu', 'minggu']) topics[`#${day}`] = { ask: words(day), tell: words(day) }

const names = Object.keys(topics)
