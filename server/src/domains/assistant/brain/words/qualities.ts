/** Goods words that describe rather than name. */
export const qualities = new Set(
  `merah maroon biru hijau kuning hitam putih cokelat abu-abu ungu oranye krem pink toska emas perak polos motif tua muda s m l xl xxl xxxl all size jumbo mini bulat
kotak persegi lonjong diameter susun tebal tipis asli palsu pria wanita anak anak-anak bayi dewasa ibu bapak orang mertua ulang tahun pernikahan wisuda pensiun lebaran natal
makanan minuman kamar tamu luar ruang kantor sekolah pesta rapat arisan pengantin foto katalog sertifikat kelas paket porsi satu set pengawet halal vegetarian original spesial campur
nyaman ringan lembut keras halus kasar anti jalan perjalanan jauh bersih noda debu cara warna lain sekalian termasuk biaya gratis nota pajak terdekat dekat seberang belakang terbaru terlaris kualitas nama inisial logo desain gambar bentuk jarak layanan perbaikan pengerjaan luar negeri asam pahit segar matang mentah renyah manis gurih dingin
suhu ruang freezer kulkas tanpa duri hujan air lantai rakit warna-warni ukir busa jok nerawang menerawang transparan tembus luntur melar susut kusut lecek gatal licin bau awet ribet repot susah gampang sulit empuk ambles kokoh goyang lengan kancing resleting saku furing busui jahit bordir tulis cap printing`.split(/\s+/),
)
