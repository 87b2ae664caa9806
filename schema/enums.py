"""The closed lists of the schema."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Modality(StrEnum):
    """How the sentence puts the event. Only asserted rows reach the events table."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    QUESTION = "question"


class SlotRank(StrEnum):
    """How a side of a mention was found, from the strongest to the weakest."""

    HEAD = "head"
    POSSESSOR = "possessor"
    MODIFIER = "modifier"
    INNER_PP = "inner_pp"
    OBLIQUE = "oblique"
    CONTROLLER = "controller"
    PRONOUN = "pronoun"
    PLACE = "place"
    PROXIMITY = "proximity"


class DatePrecision(StrEnum):
    """How exactly the event date is known; `published` is the publication date standing in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    PUBLISHED = "published"


class PlaceBasis(StrEnum):
    """What a place rests on."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    DATELINE = "dateline"


class PlaceKind(StrEnum):
    """What a place is. The coordinates of a country, province or region are those of a point in it."""

    COUNTRY = "country"
    PROVINCE = "province"
    REGION = "region"
    CAPITAL = "capital"
    CITY = "city"
    ISLAND = "island"
    WATER = "water"
    MOUNTAIN = "mountain"


class PlaceChoice(StrEnum):
    """How a place was chosen among those that bear its name."""

    ONLY = "only"
    STATED = "stated"
    ACTORS = "actors"
    ARTICLE = "article"
    PROMINENT = "prominent"


class Confidence(StrEnum):
    """A grade of how the parts of a mention were found; `docs/datasets.md` says what each asks for."""

    A = "A"
    B = "B"
    C = "C"


class CountBound(StrEnum):
    """What a number of people is to the true number, by the words around it; `vague` is no number at all ("dozens")."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    VAGUE = "vague"


class ArticlePart(StrEnum):
    """What a paragraph of an article is. Only title and body are coded."""

    TITLE = "title"
    BODY = "body"
    DATELINE = "dateline"
    SET_ASIDE = "set_aside"


class QuadClass(IntEnum):
    """GDELT's four classes of events."""

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4


class RejectionReason(StrEnum):
    """Why something that was seen is not an event."""

    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    QUESTION = "question"
    CONDITIONAL = "conditional"
    PURPOSE = "purpose"
    BACKGROUND = "background"
    NULL_RULE = "null_rule"
    NO_ACTOR = "no_actor"
    SELF = "same_actor"
    GENERIC = "generic"
    TOO_LONG = "too_long"
    AMBIGUOUS_ACTOR = "ambiguous_actor"


class ActorKind(StrEnum):
    """What an entry of the actor dictionaries is."""

    COUNTRY = "country"
    CAPITAL = "capital"
    CITY = "city"
    REGION = "region"
    PERSON = "person"
    GOVERNMENT = "government"
    ORGANISATION = "organisation"
    GROUP = "group"
    PEOPLE = "people"


class Gender(StrEnum):
    """The gender of a person, for resolving pronouns."""

    FEMALE = "f"
    MALE = "m"


class LightRole(StrEnum):
    """What the subject of a light verb is to the act that its object names: does, receives or gives it; or it names the act itself."""

    DO = "do"
    RECEIVE = "receive"
    GIVE = "give"
    HAPPEN = "happen"


class OperatorSlot(StrEnum):
    """Where the source or the target of a composed event is looked for."""

    SLOT = "slot"
    ACT_SOURCE = "act_source"
    ACT_TARGET = "act_target"
    ADDRESSEE = "addressee"


class Role(StrEnum):
    """What a domestic actor is: the second and later groups of an actor code, in the order in which they stand."""

    GOV = "GOV"
    MIL = "MIL"
    COP = "COP"
    JUD = "JUD"
    LEG = "LEG"
    SPY = "SPY"
    PTY = "PTY"
    OPP = "OPP"
    REB = "REB"
    INS = "INS"
    SEP = "SEP"
    UAF = "UAF"
    PKO = "PKO"
    EDU = "EDU"
    BUS = "BUS"
    LAB = "LAB"
    MED = "MED"
    HLH = "HLH"
    AGR = "AGR"
    DEV = "DEV"
    ENV = "ENV"
    HRI = "HRI"
    REF = "REF"
    CVL = "CVL"
    CRM = "CRM"
    SET = "SET"
    ELI = "ELI"
    RAD = "RAD"
    MOD = "MOD"


class ActorClass(StrEnum):
    """The kind of an international actor: the first group of its code, where a country would stand."""

    IGO = "IGO"
    NGO = "NGO"
    NGM = "NGM"
    IMG = "IMG"
    MNC = "MNC"
    INT = "INT"
    UIS = "UIS"


class ActorRegion(StrEnum):
    """The region of an international actor; it may follow the class."""

    EUR = "EUR"
    AFR = "AFR"
    ASA = "ASA"
    MEA = "MEA"
    LAM = "LAM"
    NMR = "NMR"
    SAM = "SAM"
    CFR = "CFR"
    NAF = "NAF"
    EAF = "EAF"
    WAF = "WAF"
    SAF = "SAF"
    CAS = "CAS"
    SAS = "SAS"
    SEA = "SEA"
    EEU = "EEU"
    WST = "WST"


class Religion(StrEnum):
    """A religion as a group of an actor code."""

    MOS = "MOS"
    CHR = "CHR"
    JEW = "JEW"
    HIN = "HIN"
    BUD = "BUD"
    SIK = "SIK"


class PloverType(StrEnum):
    """The sixteen event types of PLOVER 0.8."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    CONCEDE = "CONCEDE"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    MOBILIZE = "MOBILIZE"
    SANCTION = "SANCTION"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class PloverMode(StrEnum):
    """The modes of PLOVER 0.8 that a CAMEO code maps to."""

    ABDUCT = "abduct"
    ACCESS = "access"
    ALLEGE = "allege"
    ARREST = "arrest"
    ASSASSINATE = "assassinate"
    ASSIST = "assist"
    BAN = "ban"
    BEAT = "beat"
    BOYCOTT = "boycott"
    CEASEFIRE = "ceasefire"
    CHANGE = "change"
    CLEANSING = "cleansing"
    CURFEW = "curfew"
    DEMO = "demo"
    DEPORT = "deport"
    DISAPPROVE = "disapprove"
    DISARM = "disarm"
    DISCONTINUE = "discontinue"
    EXPEL = "expel"
    EXPLOSIVES = "explosives"
    FIREARMS = "firearms"
    HEAVY_WEAPONS = "heavy-weapons"
    HUNGER = "hunger"
    INVESTIGATE = "investigate"
    MARTIAL_LAW = "martial-law"
    MASSACRE = "massacre"
    MEET = "meet"
    OBSTRUCT = "obstruct"
    PHONE = "phone"
    POLICE = "police"
    RELATIONS = "relations"
    RELEASE = "release"
    RESTRICT = "restrict"
    RETURN = "return"
    RIOT = "riot"
    SEIZE = "seize"
    SEXUAL = "sexual"
    SUICIDE_ATTACK = "suicide-attack"
    TERRITORY = "territory"
    THIRD_PARTY = "third-party"
    TORTURE = "torture"
    TROOPS = "troops"
    UNCONVENTIONAL = "unconventional"
    VIOLENCE = "violence"
    VISIT = "visit"
    WITHDRAW = "withdraw"
    YIELD = "yield"


class PloverContext(StrEnum):
    """The contexts of PLOVER 0.8 that a CAMEO code maps to."""

    ASYLUM = "asylum"
    CBRN = "cbrn"
    CORRUPTION = "corruption"
    CRIME = "crime"
    DEMOCRACY = "democracy"
    DIPLOMATIC = "diplomatic"
    ECONOMIC = "economic"
    EXECUTIVE = "executive"
    HUMAN_RIGHTS = "human_rights"
    HUMAN_SECURITY = "human_security"
    HUMANITARIAN = "humanitarian"
    INTELLIGENCE = "intelligence"
    LEGAL = "legal"
    MILITARY = "military"
    PEACEKEEPING = "peacekeeping"
    POLITICAL_INSTITUTIONS = "political_institutions"
    PRO_AUTOCRACY = "pro_autocracy"
    RELIGION_ETHNICITY = "religion_ethnicity"
    RIGHTS_FREEDOMS = "rights_freedoms"


class MergeBy(StrEnum):
    """What mentions of one day, source, target and code are merged over to be one event."""

    DAY = "day"
    STORY = "story"
    MENTION = "mention"


class ArticleStatus(StrEnum):
    """What became of an input article."""

    CODED = "coded"
    EMPTY = "empty"
    DUPLICATE = "duplicate"
    FAILED = "failed"


class BlockKind(StrEnum):
    """What a block of a lexicon is: ids are unique among the blocks of one kind."""

    RULE = "rule"
    SET = "set"
    ACTOR = "actor"
    AGENT = "agent"
    OPERATOR = "operator"
    LIGHT_VERB = "light_verb"
