"""The words that made-up records are written with, in Vietnamese and English; the first of a list is drawn most often.

Nothing here is a fact about anybody: records made from these lists are for measuring only.
"""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """The same said in both languages."""

    vi: str
    en: str


def _pairs(text: str) -> tuple[Pair, ...]:
    lines = (line.split(" | ") for line in text.strip().splitlines())
    return tuple(Pair(vi.strip(), en.strip()) for vi, en in lines)


class Country(NamedTuple):
    """A country by its ISO 3166-1 alpha-2 code, with a city or two of it."""

    code: str
    name: Pair
    cities: tuple[Pair, ...]


def _countries(text: str) -> tuple[Country, ...]:
    out = []
    for line in text.strip().splitlines():
        code, vi, en, cities = (part.strip() for part in line.split(" | "))
        named = [city.split("=") for city in cities.split(", ")]
        out.append(Country(code, Pair(vi, en), tuple(Pair(city[0], city[-1]) for city in named)))
    return tuple(out)


COUNTRIES = _countries("""
VN | Việt Nam | Viet Nam | Hà Nội=Hanoi, Thành phố Hồ Chí Minh=Ho Chi Minh City, Đà Nẵng=Da Nang, Huế=Hue, Cần Thơ=Can Tho
TH | Thái Lan | Thailand | Băng Cốc=Bangkok, Chiang Mai
ID | Indonesia | Indonesia | Jakarta, Bandung, Surabaya
SG | Singapore | Singapore | Singapore
MY | Malaysia | Malaysia | Kuala Lumpur, Putrajaya
PH | Philippines | the Philippines | Manila, Cebu
LA | Lào | Lao PDR | Viêng Chăn=Vientiane, Luang Prabang
KH | Campuchia | Cambodia | Phnôm Pênh=Phnom Penh, Siem Reap
MM | Myanmar | Myanmar | Nay Pyi Taw, Yangon
BN | Brunei Darussalam | Brunei Darussalam | Bandar Seri Begawan
TL | Timor-Leste | Timor-Leste | Dili
KR | Hàn Quốc | the Republic of Korea | Seoul, Incheon, Busan, Sejong
JP | Nhật Bản | Japan | Tokyo, Osaka, Kyoto
CN | Trung Quốc | China | Bắc Kinh=Beijing, Thượng Hải=Shanghai, Quảng Châu=Guangzhou
US | Hoa Kỳ | the United States | New York, Washington, San Francisco
AU | Úc | Australia | Canberra, Sydney, Melbourne
IN | Ấn Độ | India | New Delhi, Mumbai, Hyderabad
GB | Vương quốc Anh | the United Kingdom | Luân Đôn=London, Edinburgh
FR | Pháp | France | Paris, Lyon
DE | Đức | Germany | Berlin, Bonn
CH | Thụy Sĩ | Switzerland | Giơ-ne-vơ=Geneva, Bern
NZ | Niu Di-lân | New Zealand | Wellington, Auckland
CA | Canada | Canada | Ottawa, Toronto
RU | Nga | the Russian Federation | Mát-xcơ-va=Moscow, Vladivostok
DK | Đan Mạch | Denmark | Copenhagen, Aarhus
SE | Thụy Điển | Sweden | Stockholm, Malmö
NO | Na Uy | Norway | Oslo, Bergen
FI | Phần Lan | Finland | Helsinki, Tampere
NL | Hà Lan | the Netherlands | Den Haag=The Hague, Amsterdam
BE | Bỉ | Belgium | Brussels, Gent
AT | Áo | Austria | Viên=Vienna, Graz
IT | Ý | Italy | Roma=Rome, Torino
ES | Tây Ban Nha | Spain | Madrid, Sevilla
PT | Bồ Đào Nha | Portugal | Lisboa=Lisbon, Porto
IE | Ai-len | Ireland | Dublin, Cork
PL | Ba Lan | Poland | Warszawa=Warsaw, Kraków
CZ | Séc | Czechia | Praha=Prague, Brno
EE | Estonia | Estonia | Tallinn, Tartu
GE | Gruzia | Georgia | Tbilisi, Batumi
TR | Thổ Nhĩ Kỳ | Türkiye | Ankara, Istanbul
IL | Israel | Israel | Jerusalem, Haifa
AE | Các Tiểu vương quốc Ả Rập Thống nhất | the United Arab Emirates | Abu Dhabi, Dubai
EG | Ai Cập | Egypt | Cairo, Alexandria
KE | Kenya | Kenya | Nairobi, Mombasa
RW | Rwanda | Rwanda | Kigali
GH | Ghana | Ghana | Accra
ZA | Nam Phi | South Africa | Pretoria, Cape Town
NG | Nigeria | Nigeria | Abuja, Lagos
MA | Ma-rốc | Morocco | Rabat, Marrakesh
BR | Brasil | Brazil | Brasília, São Paulo
MX | Mexico | Mexico | Thành phố Mexico=Mexico City, Guadalajara
CL | Chile | Chile | Santiago, Valparaíso
CO | Colombia | Colombia | Bogotá, Medellín
PE | Peru | Peru | Lima, Cusco
AR | Argentina | Argentina | Buenos Aires, Córdoba
UY | Uruguay | Uruguay | Montevideo
CR | Costa Rica | Costa Rica | San José
MN | Mông Cổ | Mongolia | Ulaanbaatar
KZ | Kazakhstan | Kazakhstan | Astana, Almaty
UZ | Uzbekistan | Uzbekistan | Tashkent, Samarkand
BD | Bangladesh | Bangladesh | Dhaka
LK | Sri Lanka | Sri Lanka | Colombo, Kandy
NP | Nepal | Nepal | Kathmandu
BT | Bhutan | Bhutan | Thimphu
PK | Pakistan | Pakistan | Islamabad, Lahore
FJ | Fiji | Fiji | Suva
PG | Papua New Guinea | Papua New Guinea | Port Moresby
WS | Samoa | Samoa | Apia
""")

PROVINCES = tuple(
    part.strip()
    for part in """
    Hà Nội, Hồ Chí Minh, Đà Nẵng, Hải Phòng, Cần Thơ, Thừa Thiên Huế, Quảng Ninh, Bắc Ninh, Nghệ An, Thanh Hóa, Bình Dương,
    Đồng Nai, Khánh Hòa, Lâm Đồng, Quảng Nam, An Giang, Kiên Giang, Long An, Bà Rịa - Vũng Tàu, Bắc Giang, Bạc Liêu, Bắc Kạn,
    Bến Tre, Bình Định, Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Tháp, Gia Lai, Hà Giang,
    Hà Nam, Hà Tĩnh, Hải Dương, Hậu Giang, Hòa Bình, Hưng Yên, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Nam Định, Ninh Bình,
    Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Ngãi, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên,
    Tiền Giang, Trà Vinh, Tuyên Quang, Vĩnh Long, Vĩnh Phúc, Yên Bái
    """.split(",")
)

PLACE_SYLLABLES = """
    An Bình Phú Tân Long Hòa Thành Mỹ Sơn Đông Hưng Vĩnh Thạnh Xuân Phước Trung Nghĩa Thịnh Lộc Khánh Minh Quang Thuận Trường
    Đức Châu Hải Giang Hà Nam Bắc Tây Thượng Hạ Yên Ninh Lạc Hội Đại Kim Ngọc Thanh Tiên Phong Phương Lâm Điền Định Hậu Lợi
    Nhơn Nhân Quới Thới Bửu Cẩm Chánh Chí Cổ Dương Đình Đoài Đồng Gia Giao Hiệp Hiếu Hoàng Hồng Huệ Hữu Kỳ Khê La Lam Lãng
    Lễ Liên Linh Lương Mai Mộc Nguyên Nhạn Nhuận Nội Phúc Phùng Quảng Quế Sen Sĩ Tam Tâm Thắng Thái Thiện Thọ Thủy Tiến Tịnh
    Trà Tràng Tri Trúc Tường Từ Văn Vân Việt Vũ Xá Ái Bái Bằng Bích Bố Cát Cầu Chiềng Đăng Đắc Đình Đỗ Đôn Đường Hàm Hạnh
    Hoằng Hợp Hùng Hương Khai Khương Lệ Lĩnh Lũng Mường Nậm Ngãi Ngân Nghi Nhật Nhị Phiêng Pú Suối Tả Tạ Thạch Thi Thiệu
    Thôn Thường Tiền Triệu Trinh Tứ Ứng Vạn Viên Vọng Xương
""".split()

ONSETS = "b c ch d đ g h kh l m n ng nh ph qu r s t th tr v x gi".split()
RIMES = """
    a ai am an ang anh ao ay ă ăm ăn ăng âm ân âng âu ây e em en eng eo ê êm ên ênh êu i ia im in inh iu iêm iên iêng iêu
    o oa oai oan oang oanh oe oi om on ong ô ôi ôm ôn ông ơ ơi ơm ơn u ua uân uê ui um un ung uy uya uyên uôi uôm uôn uông
    ư ưa ưi ưng ươi ươm ươn ương ươu ưu ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt oac oat oc
    op ot ôc ôp ôt ơp ơt uât uc up ut uyêt uôc uôt ưc ưt ươc ươp ươt
""".split()

SURNAMES = """
    Nguyễn Trần Lê Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Vương Trịnh Đinh Lâm Phùng Mai Tô Hà Tạ Thái
    Chu Cao Quách Kiều Lưu Lương Triệu Tống Giang Nông Hứa Khuất La Lục Mạc Nghiêm Ninh Ông Quan Thạch Tăng Từ Ung Văn Viên
""".split()
MIDDLE_NAMES = """
    Văn Thị Hữu Đức Minh Thanh Ngọc Quang Xuân Thu Hồng Quốc Công Đình Kim Anh Bích Thế Trọng Duy Gia Hoài Khánh Mạnh Mỹ
    Nhật Phương Tấn Thúy Tiến Trung Tuấn Viết Vĩnh Bảo Chí Diệu Hải Hoàng Huy
""".split()
GIVEN_NAMES = """
    Anh Hùng Dũng Hương Lan Hoa Tuấn Minh Hải Thủy Hà Nga Bình Long Thảo Trang Linh Nam Sơn Tâm Tú Trà Vân Yến Quỳnh Phúc
    Phương Oanh Nhung Ngân Nghĩa Mai Ly Loan Khoa Kiên Huyền Huệ Hoàn Hiếu Hiền Hạnh Giang Duyên Dung Đức Đạt Cường Chi Châu
    Bách Bảo An Ái Vinh Việt Uyên Tường Tùng Trung Triết Toàn Tiến Thư Thịnh Thiện Thắng Thái Thạch Tân Sáng Quyên Quý Phong
""".split()

LATIN_HEADS = """
    Bran Kel Mar Har Lin Ost Wil Ash Ber Cal Dun El Fair Gar Hol Ing Jan Kar Lau Mel Nor Or Pal Quin Ros Sal Tor Ul Ver West
    Xan Yor Zel Al Bos Cor Dra Ew Fel Gro Hem Is Jar Kol Lam Mon Nev Ol Pren Rad Sten Tam Urs Vol Wex Yan Zur Bjor Strö Müh
    Gonz Alv Fern Mend Rib Cast Santa Villa Kota Tan Wat Phra Chai Nakh Soph Bun Rat Sri Nov Petr Kras Vlad Kos Dob Pod Mir
""".split()
LATIN_MIDDLES = (
    "a e i o an en er il on or ar el in un ov as is ol em ad est ind ang ath orn ell iss um ak ul".split()
)
LATIN_TAILS = """
    ford ton ham burg dale stad mark wick land ville berg field sund mouth vik by holm worth ley more hurst ski sky ova ina
    ez es ado era ini ucci etti mann meier bach thal ø en sen sson dóttir quist nen la ra ri buri thani burapha pura kerta
    negara laya ov ev enko yan shvili oglu abad stan minster gate bridge port shire
""".split()

FIELDS = _pairs("""
nội vụ | home affairs
ngoại giao | foreign affairs
tài chính | finance
giáo dục và đào tạo | education and training
y tế | health
tư pháp | justice
kế hoạch và đầu tư | planning and investment
tài nguyên và môi trường | natural resources and environment
nông nghiệp và phát triển nông thôn | agriculture and rural development
công thương | industry and trade
khoa học và công nghệ | science and technology
thông tin và truyền thông | information and communications
lao động, thương binh và xã hội | labour, invalids and social affairs
văn hóa, thể thao và du lịch | culture, sports and tourism
giao thông vận tải | transport
xây dựng | construction
quốc phòng | national defence
công an | public security
hành chính công | public administration
quản trị công | public governance
cải cách hành chính | administrative reform
công vụ | civil service
chính phủ điện tử | e-government
chính phủ mở | open government
chuyển đổi số | digital transformation
dữ liệu mở | open data
phòng, chống tham nhũng | anti-corruption
thanh tra | inspection
kiểm toán | audit
thống kê | statistics
quyền con người | human rights
bình đẳng giới | gender equality
phát triển bền vững | sustainable development
biến đổi khí hậu | climate change
năng lượng tái tạo | renewable energy
quản lý thiên tai | disaster management
an toàn thực phẩm | food safety
bảo vệ trẻ em | child protection
người khuyết tật | persons with disabilities
dân tộc thiểu số | ethnic minorities
hợp tác quốc tế | international cooperation
hội nhập khu vực | regional integration
thương mại điện tử | electronic commerce
cạnh tranh | competition
sở hữu trí tuệ | intellectual property
tiêu chuẩn, đo lường và chất lượng | standards, metrology and quality
hải quan | customs
thuế | taxation
ngân hàng | banking
chứng khoán | securities
bảo hiểm xã hội | social insurance
việc làm | employment
đào tạo nghề | vocational training
tổ chức cán bộ | organization and personnel
chính quyền địa phương | local government
văn thư và lưu trữ | records and archives
thi đua, khen thưởng | emulation and commendation
tôn giáo | religious affairs
thanh niên | youth affairs
phụ nữ | women's affairs
người cao tuổi | older persons
dân số | population
y học cổ truyền | traditional medicine
kiểm soát dịch bệnh | disease control
thủy lợi | irrigation
lâm nghiệp | forestry
thủy sản | fisheries
biển và hải đảo | seas and islands
địa chất và khoáng sản | geology and minerals
khí tượng thủy văn | hydrology and meteorology
tài nguyên nước | water resources
đất đai | land
môi trường | environment
đa dạng sinh học | biodiversity
quản lý chất thải | waste management
nhà ở | housing
quy hoạch đô thị | urban planning
hạ tầng kỹ thuật | technical infrastructure
đường sắt | railways
hàng không | aviation
hàng hải | maritime affairs
đường thủy nội địa | inland waterways
đăng kiểm | vehicle inspection
bưu chính | postal services
viễn thông | telecommunications
an toàn thông tin | information security
tần số vô tuyến điện | radio frequencies
xuất bản | publishing
báo chí | the press
phát thanh và truyền hình | radio and television
di sản văn hóa | cultural heritage
điện ảnh | cinema
thư viện | libraries
bảo tàng | museums
thể dục thể thao | physical culture and sports
du lịch | tourism
gia đình | family affairs
xúc tiến thương mại | trade promotion
quản lý thị trường | market surveillance
hóa chất | chemicals
điện lực | electricity
dầu khí | oil and gas
khởi nghiệp sáng tạo | innovative start-ups
doanh nghiệp nhỏ và vừa | small and medium enterprises
hợp tác xã | cooperatives
đấu thầu | public procurement
nợ công | public debt
ngân sách nhà nước | the state budget
tài sản công | public property
giá cả | prices
trợ giúp pháp lý | legal aid
hộ tịch, quốc tịch | civil status and nationality
thi hành án dân sự | civil judgment enforcement
hòa giải | mediation
lãnh sự | consular affairs
lễ tân nhà nước | state protocol
biên giới | borders
người Việt Nam ở nước ngoài | overseas Vietnamese
viện trợ nhân đạo | humanitarian aid
gìn giữ hòa bình | peacekeeping
giải trừ quân bị | disarmament
an ninh mạng | cybersecurity
trí tuệ nhân tạo | artificial intelligence
thành phố thông minh | smart cities
định danh và xác thực điện tử | electronic identification
dịch vụ công trực tuyến | online public services
một cửa liên thông | one-stop shops
đo lường sự hài lòng | satisfaction surveys
đánh giá chính sách | policy evaluation
nghiên cứu lập pháp | legislative studies
khoa học xã hội | social sciences
""")

QUALITIES = _pairs("""
bền vững | sustainable
bao trùm | inclusive
hiệu quả | effective
minh bạch | transparent
có trách nhiệm giải trình | accountable
đổi mới | innovative
thích ứng | responsive
toàn diện | comprehensive
liêm chính | clean
số hóa | digitized
lấy người dân làm trung tâm | people-centred
công bằng | equitable
xanh | green
mở | open
chuyên nghiệp | professional
hiện đại | modern
gắn kết | cohesive
kịp thời | timely
liên ngành | intersectoral
chất lượng cao | high-quality
tự chủ | self-reliant
chống chịu | resilient
dựa trên bằng chứng | evidence-based
thông minh | smart
an toàn | safe
công khai | public
tích hợp | integrated
dài hạn | long-term
linh hoạt | flexible
phi tập trung | decentralized
""")

VERBS = _pairs("""
thúc đẩy | promotes
tăng cường | strengthens
hỗ trợ | supports
nâng cao | raises
điều phối | coordinates
xây dựng | develops
rà soát | reviews
giám sát | monitors
đánh giá | evaluates
công bố | publishes
triển khai | carries out
khuyến khích | encourages
hoàn thiện | improves
mở rộng | extends
thống nhất | harmonizes
nghiên cứu | studies
ghi nhận | notes
tái khẳng định | reaffirms
kêu gọi | calls for
khởi xướng | initiates
bảo đảm | ensures
tổng kết | sums up
chia sẻ | shares
phổ biến | makes known
phân tích | analyses
đề xuất | proposes
bảo vệ | protects
tài trợ cho | funds
tư vấn về | advises on
đào tạo về | gives training in
""")

OBJECTS = _pairs("""
năng lực quản trị | governance capacity
cung cấp dịch vụ công | the delivery of public services
hợp tác giữa các nước thành viên | cooperation among Member States
sự thích ứng của nền công vụ | the adaptability of the civil service
các mục tiêu phát triển bền vững | the Sustainable Development Goals
cải cách thủ tục hành chính | the reform of administrative procedures
đội ngũ cán bộ, công chức, viên chức | the corps of cadres and civil servants
quan hệ đối tác công tư | public-private partnerships
sự tham gia của người dân | the participation of citizens
kế hoạch hành động quốc gia | national action plans
trách nhiệm giải trình của cơ quan nhà nước | the accountability of state agencies
khung pháp lý chung | a common legal framework
cơ sở dữ liệu dùng chung | shared databases
việc trao đổi kinh nghiệm và thông lệ tốt | the exchange of experience and good practices
ứng phó với đại dịch | the response to the pandemic
chỉ số cải cách và bảng xếp hạng | reform indices and rankings
quyền tiếp cận thông tin | the right of access to information
quản lý tài nguyên nước xuyên biên giới | transboundary water management
giảm nhẹ rủi ro thiên tai | disaster risk reduction
chuỗi cung ứng trong khu vực | regional supply chains
đối thoại chính sách | policy dialogue
thể chế ở cấp quốc gia và địa phương | institutions, national and local
nguồn nhân lực khu vực công | human resources in the public sector
tiền lương và đãi ngộ | pay and benefits
đánh giá kết quả thực hiện nhiệm vụ | performance appraisal
tuyển dụng theo vị trí việc làm | recruitment by job position
luân chuyển và biệt phái cán bộ | rotation and secondment of staff
đạo đức công vụ | public service ethics
mua sắm công điện tử | electronic procurement
ngân sách có sự tham gia | participatory budgeting
chính quyền đô thị | urban government
phân cấp, phân quyền | decentralization and delegation
tinh giản biên chế | the streamlining of payrolls
sáp nhập đơn vị hành chính | the merger of administrative units
bảo vệ người tiêu dùng | consumer protection
nông thôn mới | the new countryside
xóa đói giảm nghèo | the elimination of hunger and poverty
an sinh xã hội | social security
chăm sóc sức khỏe ban đầu | primary health care
giáo dục cho mọi người | education for all
bình đẳng trong tiếp cận việc làm | equal access to jobs
quyền của lao động di cư | the rights of migrant workers
phòng, chống mua bán người | the fight against trafficking in persons
tư pháp thân thiện với trẻ em | child-friendly justice
hòa giải và trợ giúp pháp lý | mediation and legal aid
tội phạm xuyên quốc gia | action on transnational crime
an ninh hàng hải | maritime security
nghề cá bền vững | sustainable fisheries
rừng ngập mặn ven biển | coastal mangroves
chất lượng không khí đô thị | urban air quality
kinh tế tuần hoàn | the circular economy
năng lượng sạch giá hợp lý | affordable clean energy
giao thông công cộng | public transport
nhà ở cho người thu nhập thấp | housing for people on low incomes
di sản phi vật thể | intangible heritage
du lịch cộng đồng | community tourism
ngôn ngữ của các dân tộc thiểu số | the languages of ethnic minorities
dữ liệu thống kê chính thức | official statistics
kiểm toán nội bộ | internal audit
tài chính khí hậu | climate finance
chuyển dịch năng lượng công bằng | a just energy transition
truy xuất nguồn gốc nông sản | the tracing of farm produce
tiêu chuẩn nghề nghiệp | occupational standards
học tập suốt đời | lifelong learning
khoa học mở | open science
hạ tầng số công cộng | digital public infrastructure
chữ ký số và giao dịch điện tử | digital signatures and transactions
bảo vệ dữ liệu cá nhân | the protection of personal data
chống tin giả | work against false news
trung tâm phục vụ hành chính công | public service centres
văn hóa phòng ngừa | a culture of prevention
nền kinh tế chăm sóc | the care economy
sức chống chịu của đô thị ven biển | the resilience of coastal cities
tài nguyên giáo dục mở | open educational resources
an toàn lao động | safety at work
trọng tài và hòa giải thương mại | commercial arbitration and mediation
cửa khẩu một cửa quốc gia | the national single window
vận tải đa phương thức | multimodal transport
hệ thống cảnh báo sớm | early warning systems
vắc-xin và thuốc thiết yếu | vaccines and essential medicines
kháng kháng sinh | action on antimicrobial resistance
dinh dưỡng học đường | school nutrition
phụ nữ trong vai trò lãnh đạo | women in leadership
thanh niên tình nguyện | youth volunteering
già hóa dân số | population ageing
cơ chế phản ánh, kiến nghị của người dân | channels for citizens' complaints
chỉ số hài lòng về sự phục vụ hành chính | the index of satisfaction with services
""")

TAILS = _pairs("""
ở cấp quốc gia và địa phương | at national and local level
trong khu vực ASEAN | in the ASEAN region
giai đoạn 2021-2025 | in 2021-2025
với sự hỗ trợ của các đối tác phát triển | with the support of development partners
theo các cam kết quốc tế | in line with international commitments
trên cơ sở tự nguyện | on a voluntary basis
thông qua đào tạo và tư vấn | through training and advice
dành cho các nước đang phát triển | for developing countries
trước các thách thức mới | in the face of new challenges
cùng các tổ chức xã hội | together with civil society
theo lộ trình đến năm 2030 | on the road to 2030
tại các vùng khó khăn | in disadvantaged areas
bằng nguồn ngân sách nhà nước | from the state budget
trong khuôn khổ hợp tác song phương | within bilateral cooperation
gắn với cải cách tiền lương | along with pay reform
trong bối cảnh hội nhập | in the context of integration
theo nguyên tắc đồng thuận | on the principle of consensus
từ kinh nghiệm của các địa phương | from the experience of localities
với sự tham gia của khu vực tư nhân | with the private sector taking part
dựa trên kết quả khảo sát | on the basis of surveys
giữa các bộ, ngành | among ministries and sectors
sau đại dịch COVID-19 | after the COVID-19 pandemic
trong thời kỳ chuyển đổi | in a time of transition
đối với các nhóm dễ bị tổn thương | for vulnerable groups
theo tiêu chuẩn quốc tế | by international standards
dưới hình thức trực tuyến | online
hằng năm và theo chuyên đề | every year and by theme
tại vùng đồng bằng và miền núi | in the delta and the highlands
ở tiểu vùng sông Mê Công | in the Mekong subregion
bên lề các kỳ họp | on the sidelines of the sessions
""")

JOBS = _pairs("""
Giám đốc | Director
Bộ trưởng | Minister
Thứ trưởng | Deputy Minister
Vụ trưởng | Director General
Phó Vụ trưởng | Deputy Director General
Chủ tịch | Chairperson
Phó Chủ tịch | Vice Chairperson
Tổng Thư ký | Secretary-General
Chánh Văn phòng | Chief of Office
Viện trưởng | Head of Institute
Hiệu trưởng | Rector
Chuyên gia cao cấp | Senior Expert
Trưởng phòng | Head of Division
Đại sứ | Ambassador
Điều phối viên | Coordinator
Tổng Biên tập | Editor-in-Chief
Nghiên cứu viên | Researcher
Trưởng đoàn | Head of Delegation
Thư ký thường trực | Permanent Secretary
Cục trưởng | Director of Agency
""")

ORGANIZATION_FORMS: dict[str, tuple[Pair, ...]] = {
    "ministry_unit": _pairs("""
Vụ {field}, Sở Nội vụ {place} | Department of {field}, {place}
Phòng {field} {place} | Division of {field}, {place}
Chi cục {field} {place} | Sub-department of {field}, {place}"""),
    "government_agency": _pairs("""
Sở {field} {place} | Department of {field} of {place}
Ủy ban {field} {place} | Committee on {field} of {place}
Cục {field} khu vực {place} | {place} Regional Office of {field}"""),
    "research_institute": _pairs("""
Viện {field} {place} | {place} Institute of {field}
Trung tâm nghiên cứu {field} {place} | {place} Research Centre for {field}"""),
    "ngo": _pairs("""
Hiệp hội {field} {place} | {place} Association for {field}
Quỹ {field} {latin} {place} | {latin} Foundation for {field}, {place}
Hội {field} {place} | {place} Society for {field}"""),
    "network": _pairs("""
Mạng lưới {field} {place} | {place} Network on {field}"""),
    "university": _pairs("""
Trường Đại học {field} {place} | {place} University of {field}
Đại học {latin} {place} | {latin} University, {place}"""),
    "ministry": _pairs("""
Bộ {field} vùng {place} | Ministry of {field}, {place}"""),
    "regional_body": _pairs("""
Ban Điều phối {field} {place} | Coordinating Committee on {field} of {place}
Hội đồng {field} {place} | Council on {field} of {place}"""),
    "multistakeholder": _pairs("""
Sáng kiến {field} {place} | {place} Initiative on {field}
Diễn đàn đối tác {field} {place} | {place} Partnership Forum on {field}"""),
    "academy": _pairs("""
Học viện {field} {place} | {place} Academy of {field}"""),
    "intergovernmental": _pairs("""
Tổ chức liên chính phủ về {field} {latin} {place} | {latin} Intergovernmental Organization for {field}, {place}"""),
    "media": _pairs("""
Tạp chí {field} {place} | {place} Review of {field}
Báo {latin} {place} | The {latin} Times, {place}"""),
    "un_system": _pairs("""
Văn phòng Liên hợp quốc về {field} tại {place} | United Nations Office on {field} in {place}"""),
    "embassy": _pairs("""
Phòng {field}, Đại sứ quán tại {place} | {field} Section, Embassy in {place}"""),
    "country_group": _pairs("""
Nhóm nước {latin} về {field} {place} | {latin} Group on {field}, {place}"""),
}

DECLARATION_FORMS: dict[str, tuple[Pair, ...]] = {
    "decision": _pairs("Quyết định số {number} về {object} {tail} | Decision No. {number} on {object} {tail}"),
    "resolution": _pairs("Nghị quyết số {number} về {object} {quality} | Resolution No. {number} on {object}: {quality}"),
    "action_plan": _pairs("Kế hoạch hành động số {number} về {object} {place} | Plan of Action No. {number} on {object}, {place}"),
    "declaration": _pairs("Tuyên bố {place} số {number} về {object} {tail} | {place} Declaration No. {number} on {object} {tail}"),
    "project": _pairs("Dự án {number}: {object} {quality} tại {place} | Project {number}: {object}, {quality}, in {place}"),
    "programme": _pairs("Chương trình {number} về {field} {quality} | Programme {number} on {quality} {field}"),
    "work_plan": _pairs("Kế hoạch làm việc {number} về {field} {tail} | Work Plan {number} on {field} {tail}"),
    "strategy": _pairs("Chiến lược {quality} số {number} về {field} | {quality} Strategy No. {number} on {field}"),
    "report": _pairs("Báo cáo {number} về {object} {tail} | Report {number} on {object} {tail}"),
    "framework": _pairs("Khuôn khổ {place} số {number} về {field} | {place} Framework No. {number} on {field}"),
    "resolution_draft": _pairs("Dự thảo nghị quyết {number} về {object} | Draft resolution {number} on {object}"),
    "initiative": _pairs("Sáng kiến {latin} {number} về {object} | {latin} Initiative {number} on {object}"),
}

EVENT_FORMS: dict[str, tuple[Pair, ...]] = {
    "workshop": _pairs("Hội thảo về {object} tại {place} (đợt {number}) | Workshop on {object} in {place} (round {number})"),
    "conference": _pairs("Hội nghị {place} về {object} {tail}, kỳ {number} | {place} Conference on {object} {tail}, session {number}"),
    "session": _pairs("Phiên họp {number} về {field}: {object} | Session {number} on {field}: {object}"),
    "forum": _pairs("Diễn đàn {place} về {field} {quality}, năm thứ {number} | {place} Forum on {quality} {field}, year {number}"),
    "senior_officials_meeting": _pairs(
        "Cuộc họp quan chức cấp cao về {field} {place} lần thứ {number} | {place} Senior Officials' Meeting on {field}, No. {number}"
    ),
    "focal_points_meeting": _pairs(
        "Cuộc họp đầu mối {field} tại {place}, {number} | Meeting of focal points for {field} in {place}, {number}"
    ),
    "symposium": _pairs("Hội nghị chuyên đề {latin} {number} về {object} | {latin} Symposium {number} on {object}"),
    "summit": _pairs("Hội nghị cấp cao {place} về {field} lần thứ {number} | {place} Summit on {field}, No. {number}"),
    "contest": _pairs("Cuộc thi {latin} {number}: {object} {quality} | {latin} Contest {number}: {object}, {quality}"),
    "handover": _pairs("Bàn giao vai trò chủ trì {field} cho {place}, {number} | Handover of the chair for {field} to {place}, {number}"),
}

SERIES_FORM = Pair("Chuỗi hội nghị {place} về {field} ({number})", "{place} conferences on {field} ({number})")

SOURCE_FORMS: dict[str, tuple[Pair, ...]] = {
    "article": _pairs("""
{place}: {object} {tail} (bài {number}) | {place}: {object} {tail} (article {number})
Phỏng vấn {person} về {object}, số {number} | Interview with {person} on {object}, issue {number}"""),
    "web_page": _pairs("Trang giới thiệu {field} {place}, bản {number} | Introduction to {field}, {place}, version {number}"),
    "title_only": _pairs("{object} {quality} {number} | {object}, {quality}, {number}"),
}
