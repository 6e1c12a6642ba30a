"""Short documents of several kinds, to be put one behind the other."""

PLAN = """ỦY BAN NHÂN DÂN XÃ BẮC HÀ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 57/KH-UBND
Bắc Hà, ngày 22 tháng 9 năm 2025

KẾ HOẠCH
Phòng, chống rét cho vật nuôi

Căn cứ Công văn số 3126/SNNMT-CNTY ngày 10/9/2025 của Sở Nông nghiệp và Môi trường;
UBND xã Bắc Hà xây dựng Kế hoạch như sau:
I. MỤC TIÊU
1. Hạn chế thiệt hại.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế chủ trì, báo cáo trước ngày 15/3/2026.
Trên đây là Kế hoạch của UBND xã Bắc Hà./.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
"""
DRAFT = PLAN.replace("57/KH", "    /KH").replace("ngày 22 tháng", "ngày     tháng")
PARTY_PLAN = """HUYỆN ỦY TAM ĐƯỜNG          ĐẢNG CỘNG SẢN VIỆT NAM
        *
Số 12-KH/HU                 Tam Đường, ngày 04 tháng 4 năm 2022

KẾ HOẠCH
tổ chức hội nghị tổng kết
-----
Thực hiện Chỉ thị số 03-CT/TU, Ban Thường vụ Huyện ủy xây dựng Kế hoạch như sau:
I- MỤC ĐÍCH
1- Tổng kết công tác năm.
II- TỔ CHỨC THỰC HIỆN
1- Văn phòng Huyện ủy chuẩn bị hội nghị.

Nơi nhận:                         T/M BAN THƯỜNG VỤ
- Tỉnh ủy,                        PHÓ BÍ THƯ
- Lưu Văn phòng.                  Cao Trang Trọng
"""
LETTER = """UBND HUYỆN ĐẦM HÀ
PHÒNG NỘI VỤ
Số: 112/PNV-TCCB
V/v gửi Kế hoạch tuyển dụng

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đầm Hà, ngày 05 tháng 4 năm 2023

Kính gửi: Ủy ban nhân dân các xã, thị trấn

Phòng Nội vụ gửi kèm theo Kế hoạch tuyển dụng công chức xã năm 2023, đề nghị các đơn vị triển khai./.

Nơi nhận:
- Như trên;
- Lưu: VT.
TRƯỞNG PHÒNG
Lê Thị Hoa
"""
DECISION = """ỦY BAN NHÂN DÂN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LÀO CAI               Độc lập - Tự do - Hạnh phúc
Số: 410/QĐ-UBND        Lào Cai, ngày 03 tháng 3 năm 2022

QUYẾT ĐỊNH
Ban hành Kế hoạch chuyển đổi số năm 2022

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÀO CAI
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;

QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch chuyển đổi số năm 2022.
Điều 2. Quyết định có hiệu lực kể từ ngày ký.

Nơi nhận:                      KT. CHỦ TỊCH
- Như Điều 2;                  PHÓ CHỦ TỊCH
- Lưu: VT.                     Hoàng Quốc Khánh
"""
ENCLOSED_PLAN = """KẾ HOẠCH
Chuyển đổi số tỉnh Lào Cai năm 2022
(Ban hành kèm theo Quyết định số 410/QĐ-UBND ngày 03/3/2022 của Chủ tịch UBND tỉnh Lào Cai)

I. MỤC TIÊU
1. 100% hồ sơ được xử lý trên môi trường mạng trước ngày 31/12/2022.
II. TỔ CHỨC THỰC HIỆN
1. Sở Thông tin và Truyền thông chủ trì, theo dõi, đôn đốc.
"""
FORM = """Mẫu số 01
TÊN ĐƠN VỊ
Số:      /BC-....
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
........., ngày ... tháng ... năm 20...

BÁO CÁO
Kết quả thực hiện
I. KẾT QUẢ
1. Số liệu
Nơi nhận:
- Như trên;
"""
FORM_OF_A_PLAN = """PHỤ LỤC II
(Kèm theo Kế hoạch số 57/KH-UBND ngày 22/9/2025)
ỦY BAN NHÂN DÂN XÃ
Số:      /KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
        , ngày     tháng     năm 2025

KẾ HOẠCH
Phòng, chống rét năm 2025
I. MỤC TIÊU
1. Số liệu
Nơi nhận:
- Như trên;
"""
PROGRAMME = """CHƯƠNG TRÌNH
Hội nghị tổng kết
(Kèm theo Kế hoạch số 57/KH-UBND ngày 22/9/2025 của UBND xã)
1. Từ 8h00: Đón tiếp đại biểu
2. Từ 8h30: Khai mạc
"""
ANNEX = """ỦY BAN NHÂN DÂN XÃ BẮC HÀ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ
(Kèm theo Kế hoạch số 57/KH-UBND ngày 22 tháng 9 năm 2025 của UBND xã Bắc Hà)
1 | Phòng Kinh tế | Chủ trì
"""
HEAD = PLAN.partition("Căn cứ")[0]
ANNEX_WITH_THE_HEAD_OF_ITS_PLAN = f"{HEAD}BẢNG PHÂN BỔ\n1. Thôn Na Quang\n2. Thôn Na Thá\n"
LIST = "DANH SÁCH BAN CHỈ ĐẠO\n(Kèm theo Quyết định số 410/QĐ-UBND)\n1. Ông Lê Văn Ba\n2. Bà Trần Thị Tư\n"
