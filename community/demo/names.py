"""Invented people: given and family names as they are written in their own scripts, with a place each."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Origin:
    """Where somebody may come from. `order` "fg" writes the family name first; `join` stands between."""

    place: str
    zone: str
    languages: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]
    order: str = "gf"
    join: str = " "


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ORIGINS: tuple[Origin, ...] = (
    Origin(
        "Lisbon",
        "Europe/Lisbon",
        ("pt", "en"),
        _words("Beatriz João Inês Tomás Leonor"),
        _words("Conceição Araújo Magalhães Simões"),
    ),
    Origin(
        "Kraków",
        "Europe/Warsaw",
        ("pl", "en"),
        _words("Róża Łukasz Zofia Michał Jagoda"),
        _words("Wójcik Żurek Dąbrowska Gołąb"),
    ),
    Origin(
        "Hanoi",
        "Asia/Ho_Chi_Minh",
        ("vi", "en"),
        _words("Linh Đức Hương Quân Mai"),
        _words("Nguyễn Trần Phạm Võ"),
        "fg",
    ),
    Origin("Beijing", "Asia/Shanghai", ("zh", "en"), _words("凤英 伟 晓梅 建国 子涵"), _words("丁 王 陈 胡"), "fg", ""),
    Origin(
        "Osaka",
        "Asia/Tokyo",
        ("ja", "en"),
        _words("美咲 健太 陽菜 大輔 さくら"),
        _words("佐藤 鈴木 高橋 田中"),
        "fg",
        " ",
    ),
    Origin("Seoul", "Asia/Seoul", ("ko", "en"), _words("지우 민준 서연 하준 은지"), _words("김 이 박 최"), "fg", ""),
    Origin(
        "Kyiv",
        "Europe/Kyiv",
        ("uk", "en"),
        _words("Олена Тарас Соломія Андрій Ганна"),
        _words("Коваленко Шевчук Бондар Мельник"),
    ),
    Origin(
        "Plovdiv",
        "Europe/Sofia",
        ("bg", "en"),
        _words("Ивана Георги Десислава Калоян Мила"),
        _words("Петрова Димитров Стоянова Иванов"),
    ),
    Origin(
        "Thessaloniki",
        "Europe/Athens",
        ("el", "en"),
        _words("Ελένη Γιώργος Μαρία Νίκος Δάφνη"),
        _words("Παπαδάκη Οικονόμου Αλεξίου Βλάχος"),
    ),
    Origin("Amman", "Asia/Amman", ("ar", "en"), _words("ليلى عمر نور يوسف سلمى"), _words("حداد النجار خليل منصور")),
    Origin("Haifa", "Asia/Jerusalem", ("he", "en"), _words("נועה איתן תמר יונתן שירה"), _words("לוי כהן מזרחי פרץ")),
    Origin(
        "Pune",
        "Asia/Kolkata",
        ("hi", "mr", "en"),
        _words("आरती रोहन मीरा अर्जुन काव्या"),
        _words("देशमुख कुलकर्णी जोशी पाटील"),
    ),
    Origin(
        "Kathmandu",
        "Asia/Kathmandu",
        ("ne", "en"),
        _words("Sujata Bikash Asmita Prakash Nisha"),
        _words("Gurung Shrestha Tamang Rai"),
    ),
    Origin(
        "Nairobi",
        "Africa/Nairobi",
        ("sw", "en"),
        _words("Wanjiru Otieno Achieng Kamau Nyambura"),
        _words("Mwangi Odhiambo Kiprono Njoroge"),
    ),
    Origin(
        "Lagos",
        "Africa/Lagos",
        ("yo", "en"),
        _words("Adébáyọ̀ Ngozi Chidi Fọlákẹ́ Emeka"),
        _words("Okafor Adéyẹmí Balogun Eze"),
    ),
    Origin(
        "Bogotá",
        "America/Bogota",
        ("es", "en"),
        _words("Catalina Andrés Lucía Julián Valentina"),
        _words("Muñoz Peña Ríos Giraldo"),
    ),
    Origin(
        "São Paulo",
        "America/Sao_Paulo",
        ("pt", "en"),
        _words("Antônia Caíque Júlia Davi Lívia"),
        _words("Gonçalves Brandão Assunção Teixeira"),
    ),
    Origin(
        "Montréal",
        "America/Toronto",
        ("fr", "en"),
        _words("Élodie Rémi Maëlle Étienne Anaïs"),
        _words("Côté Bélanger Gagné Pelletier"),
    ),
    Origin(
        "Reykjavík",
        "Atlantic/Reykjavik",
        ("is", "en"),
        _words("Sigríður Þór Ásta Björn Guðrún"),
        _words("Jónsdóttir Ægisson Þórðardóttir Magnússon"),
    ),
    Origin(
        "Tromsø",
        "Europe/Oslo",
        ("no", "en"),
        _words("Ingrid Håkon Solveig Bjørn Åse"),
        _words("Sørensen Nygård Bakke Øvrebø"),
    ),
    Origin(
        "İzmir",
        "Europe/Istanbul",
        ("tr", "en"),
        _words("Işıl Çağlar Özge Uğur Şebnem"),
        _words("Yıldız Öztürk Çelik Aydın"),
    ),
    Origin(
        "Leipzig",
        "Europe/Berlin",
        ("de", "en"),
        _words("Jürgen Käthe Sören Bärbel Friederike"),
        _words("Groß Müller Schröder Weiß"),
    ),
    Origin(
        "Honolulu",
        "Pacific/Honolulu",
        ("haw", "en"),
        _words("Kalani Leilani Keoni Noelani Kai"),
        _words("Kealoha Kahananui Mahoe Akana"),
    ),
    Origin(
        "Hobart",
        "Australia/Hobart",
        ("en",),
        _words("Isla Angus Matilda Lachlan Ruby"),
        _words("Fraser O'Neill Whitlam Hartley"),
    ),
    Origin(
        "Austin",
        "America/Chicago",
        ("en", "es"),
        _words("Grace Marcus Imani Caleb Josephine"),
        _words("Whitfield Okoro-Hayes Lindqvist McAllister"),
    ),
    Origin(
        "Yerevan",
        "Asia/Yerevan",
        ("hy", "en"),
        _words("Անի Տիգրան Նարե Դավիթ Լիլիթ"),
        _words("Պետրոսյան Հակոբյան Սարգսյան Գրիգորյան"),
    ),
)


# The accounts one signs in as, with name and place; the first one coordinates.
SPECIAL = {
    "coordinator@demo.example": ("Cora Lindqvist", "Leipzig"),
    "mentor@demo.example": ("Miriam Okafor", "Lagos"),
    "peer@demo.example": ("Jonas Żurek", "Kraków"),
    "alumna@demo.example": ("Ana Conceição", "Lisbon"),
}


@dataclass(frozen=True)
class Invented:
    """One invented person, before becoming a member."""

    name: str
    email: str
    origin: Origin


def invent(count: int, seed: int = 2016) -> list[Invented]:
    """`count` people, always the same for the same seed; names repeat only when there are more people than names."""
    random = Random(seed)  # noqa: S311 - the demo must be the same every time
    names = [_shuffled(origin, random) for origin in ORIGINS]
    people = []
    for number in range(count):
        origin, known = ORIGINS[number % len(ORIGINS)], names[number % len(ORIGINS)]
        name = known[number // len(ORIGINS) % len(known)]
        people.append(Invented(name, f"member{number:06d}@demo.example", origin))
    return people


def _shuffled(origin: Origin, random: Random) -> list[str]:
    pairs = [(given, family) for given in origin.given for family in origin.family]
    random.shuffle(pairs)
    return [origin.join.join((family, given) if origin.order == "fg" else (given, family)) for given, family in pairs]
