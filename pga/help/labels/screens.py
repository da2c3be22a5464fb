"""What each screen is for, what to do there and who sees it: two to five plain sentences.

The key is the endpoint. A screen that two endpoints show has one text.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Screen:
    """The help of one screen; its slug is its place below /hulp."""

    slug: str
    title: str
    group: str
    sentences: tuple[str, ...]


GROUPS: Final = {
    "begin": "Inloggen en uw account",
    "werk": "Werk en casussen",
    "casus": "Een casus",
    "samen": "Samenwerken met partners",
    "stap": "Een stap zetten",
    "toezicht": "Toezicht, cijfers en beheer",
    "hulp": "Hulp",
}

IN_DEMO_ONLY: Final = ""
"""The group of a screen that the list does not name."""

_WORK: Final = Screen(
    "werk",
    "Werk",
    "werk",
    (
        "Hier begint uw dag.",
        "Bovenaan staat wat u moet doen, met eerst wat te laat is.",
        "Is een actie klaar, druk dan op Gedaan; was dat een vergissing, neem het dan terug.",
        "Daaronder staat wat bij collega’s ligt, op casussen waaraan u ook werkt.",
        "Namen zijn bedekt tot u op Toon namen drukt, en dat kijken wordt vastgelegd.",
    ),
)
_LIST: Final = Screen(
    "casussen",
    "Casussen",
    "werk",
    (
        "Dit zijn de casussen die u mag openen.",
        "Kies welke u wilt zien, op stand of op datum.",
        "Met Zoeken vindt u een casus op nummer of op naam.",
        "Zoekt u een casus die er niet staat, vraag dan de procesregisseur om u te koppelen.",
        "Namen zijn bedekt tot u op Toon namen drukt.",
    ),
)
_SEARCH: Final = Screen(
    "zoeken",
    "Zoeken",
    "werk",
    (
        "Weet u het nummer, dan opent u die casus meteen: lar 2026 29 mag ook.",
        "Op naam zoekt u met de achternaam en de geboortedatum, of alleen het jaar.",
        "Accenten, tussenvoegsels en ij of y maken niet uit, en een typefout mag.",
        "U vindt alleen casussen die u mag openen, hoogstens tien tegelijk.",
        "Elke zoekvraag wordt vastgelegd, en ook elke naam die u ziet.",
    ),
)

_CONCEPTS: Final = Screen(
    "concepten",
    "Concept-aanmeldingen",
    "werk",
    (
        "Hier staan aanmeldingen van het interventieteam die nog geen casus zijn.",
        "Wie er een schrijft, ziet alleen de eigen; collega’s van het team zien haar niet.",
        "Team Veiligheid en de coördinator zien wat is ingeleverd.",
        "Bij elke regel staat de volgende stap, en de dag waarop de tekst vanzelf weggaat.",
        "Met Toon namen ziet u over wie elke aanmelding gaat; dat kijken wordt vastgelegd.",
    ),
)
_WRITING: Final = Screen(
    "concept-schrijven",
    "Een aanmelding schrijven",
    "werk",
    (
        "Hier schrijft het interventieteam een aanmelding voor team Veiligheid.",
        "Bewaren mag half; inleveren kan als alles is ingevuld.",
        "De weging en de maand om te informeren tellen vanaf de eerste keer inleveren.",
        "Vroeg team Veiligheid iets, dan staat die vraag bovenaan en schrijft u daar uw antwoord.",
        "Wat u niet inlevert, verdwijnt vanzelf op de dag die erboven staat.",
    ),
)

_ACCOUNT: Final = Screen(
    "mijn-account",
    "Mijn account",
    "begin",
    (
        "Hier ziet u waar u bent ingelogd.",
        "Kent u een apparaat niet, beëindig dan die sessie en kies een nieuw wachtwoord.",
        "Werkt u voor meer gemeenten, dan wisselt u hier.",
        "Alleen u ziet deze pagina.",
    ),
)
_ACTIONS: Final = Screen(
    "acties",
    "Acties",
    "werk",
    (
        "Hier staan alle open acties van de casussen die u mag openen, per actiehouder.",
        "Bovenaan staat wie het langst wacht op een uitkomst.",
        "Met één druk op Gedaan legt u vast dat het vandaag is gedaan.",
        "Teksten zijn bedekt tot u op Toon teksten drukt, en dat kijken wordt vastgelegd.",
        "Doet iemand uit de casus het zelf, dan staat er tot dan geen naam.",
    ),
)
_OFFER: Final = Screen(
    "overdracht",
    "Een overdracht",
    "werk",
    (
        "Een collega stelt voor dat u deze casussen overneemt.",
        "Neemt u ze aan, dan staan ze meteen op uw naam.",
        "Neemt u ze niet aan, zeg dan waarom; er verandert dan niets.",
    ),
)

_MEETING: Final = Screen(
    "overleg",
    "Een overleg",
    "samen",
    (
        "Hier staat de agenda: per casus de tijd, de stand en wie is gevraagd.",
        "U ziet alleen casussen die u mag openen.",
        "De voorzitter verzet het overleg, zegt het af, en zet casussen erop of eraf.",
        "Op de dag zelf begint u hier met de eerste casus.",
    ),
)
_ROOM: Final = Screen(
    "vergaderstand",
    "Vergaderstand",
    "samen",
    (
        "Vink eerst aan wie er zit, want daarna pas komt de casus op het scherm.",
        "Wat iemand die er zit niet mag zien, staat er voor niemand.",
        "Een besluit met wie en wanneer is meteen een actie, ook van betrokkene of een ouder.",
        "Bij afronden wordt wat er stond een verstrekking aan wie er zat.",
        "De volgende casus opent pas als u opnieuw aanvinkt wie er is.",
    ),
)
_DECISIONS: Final = Screen(
    "besluitenlijst",
    "Besluitenlijst",
    "samen",
    (
        "Eén lijst per casus: wie er was, wat is besloten, wie wat doet en wanneer.",
        "Er is geen woordelijk verslag.",
        "Lees de lijst en stel hem vast, want daarna verandert hij niet meer.",
    ),
)
SCREENS: Final = {
    "accounts.login": Screen(
        "inloggen",
        "Inloggen",
        "begin",
        (
            "Hier logt u in met uw eigen account.",
            "Deel uw wachtwoord met niemand, want alles wat u bekijkt staat op uw naam.",
            "Lukt het vijf keer niet, dan wacht u even en probeert u het opnieuw.",
            "Bent u uw wachtwoord kwijt, vraag dan de beheerder.",
        ),
    ),
    "accounts.second_factor": Screen(
        "code-invullen",
        "Code invullen",
        "begin",
        (
            "Naast uw wachtwoord vragen we een code van uw telefoon.",
            "Open de app op uw telefoon en typ de zes cijfers over.",
            "Heeft u uw telefoon niet bij u, gebruik dan een herstelcode.",
        ),
    ),
    "accounts.enrol": Screen(
        "tweede-factor-instellen",
        "Tweede factor instellen",
        "begin",
        (
            "Hier koppelt u uw telefoon aan uw account.",
            "U doet dit één keer.",
            "Richt de camera op het plaatje en typ daarna de eerste code over.",
        ),
    ),
    "accounts.recovery_codes": Screen(
        "herstelcodes",
        "Herstelcodes",
        "begin",
        (
            "Met een herstelcode logt u in zonder telefoon.",
            "U ziet deze codes alleen nu, dus bewaar ze op papier.",
            "Elke code werkt één keer.",
        ),
    ),
    "accounts.account": _ACCOUNT,
    "accounts.digest": _ACCOUNT,
    "accounts.back_there": Screen(
        "andere-gemeente",
        "Een formulier van een andere gemeente",
        "begin",
        (
            (
                "U werkt nu bij een andere gemeente of in een andere rol "
                "dan toen u dit formulier opende."
            ),
            "Er is niets verstuurd, en wat u typte is bewaard.",
            "Met de knop gaat u terug en staat uw tekst er weer.",
        ),
    ),
    "accounts.ended": Screen(
        "uitgelogd",
        "Uitgelogd",
        "begin",
        (
            "U bent uitgelogd, omdat u dat koos of omdat er een tijd niets gebeurde.",
            "Wat u in een formulier typte, blijft 24 uur bewaard, alleen voor u.",
            "Log opnieuw in om verder te gaan.",
        ),
    ),
    "worklist.work": _WORK,
    "cases.index": _LIST,
    "cases.search": _SEARCH,
    "cases.ask_search": _SEARCH,
    "cases.found": _SEARCH,
    "cases.concepts": _CONCEPTS,
    "cases.turn_concepts": _CONCEPTS,
    "cases.begin_concept": _WRITING,
    "cases.write_concept": _WRITING,
    "cases.concept": Screen(
        "concept-aanmelding",
        "Een concept-aanmelding",
        "werk",
        (
            "Dit is een aanmelding zoals het interventieteam haar inleverde.",
            "Team Veiligheid neemt haar over, vraagt iets aan de collega of weigert met een reden.",
            "Bij overnemen wordt het een casus en werkt de collega mee.",
            "Een geweigerde aanmelding leest de collega nog tot de dag die erbij staat.",
        ),
    ),
    "cases.recuse_from": Screen(
        "concept-van-wie-ik-ken",
        "Ik ken deze persoon: een concept",
        "werk",
        (
            "Kent u de persoon van een concept-aanmelding, zeg dat dan hier.",
            "Zij sluit meteen voor u, op elke lijst, ook als er een casus van komt.",
            "Hoe u de persoon kent, blijft verzegeld.",
            "Bij de casus leest de coördinator het, en draait die een vergissing terug.",
        ),
    ),
    "cases.take_concept": Screen(
        "concept-overnemen",
        "Een concept overnemen",
        "werk",
        (
            "Hier wordt een concept-aanmelding een casus, met dezelfde vragen als een aanmelding.",
            "Kijk of de persoon al bekend is en verbeter wat niet klopt.",
            "De datum van ontvangst ligt vast: de dag waarop de collega voor het eerst inleverde.",
            "De collega die haar schreef, is daarna aan de casus gekoppeld.",
        ),
    ),
    "cases.ask_back_concept": Screen(
        "concept-terugvragen",
        "Iets vragen over een concept",
        "werk",
        (
            "Mist u iets in een concept-aanmelding, dan vraagt u het hier aan de collega.",
            "Die past de aanmelding aan en levert haar opnieuw in, met een antwoord.",
            "De termijn van de weging loopt door.",
        ),
    ),
    "cases.refuse_concept": Screen(
        "concept-weigeren",
        "Een concept weigeren",
        "werk",
        (
            "Hier zegt u dat een concept-aanmelding geen casus wordt, en waarom.",
            "De collega leest uw reden.",
            "Na de bewaartermijn gaat de tekst weg; er blijft alleen een telling over.",
        ),
    ),
    "cases.withdraw_concept": Screen(
        "concept-intrekken",
        "Een aanmelding intrekken",
        "werk",
        (
            "Hier trekt u een aanmelding in die u schreef en die nog geen casus is.",
            "De tekst gaat meteen weg en komt niet terug.",
            "Wil team Veiligheid erover praten, dan kan dat alleen nog met u zelf.",
        ),
    ),
    "cases.register": Screen(
        "nieuwe-aanmelding",
        "Nieuwe aanmelding",
        "werk",
        (
            "Kiest u een bekende contactpersoon, dan hoeft u die niet over te typen.",
            "Van de politie zonder geldig besluit schrijft u alleen op wat de gemeente weet.",
            "Schrijf feiten op met een datum en een bron, geen oordelen en geen BSN.",
            "U kunt stoppen en later verdergaan, want uw concept blijft 24 uur bewaard.",
            "Na het indienen begint de termijn van de weging.",
        ),
    ),
    "cases.sheet": Screen(
        "casusblad",
        "Het casusblad",
        "casus",
        (
            "Dit is het overzicht van één casus, met wat collega’s deden sinds u keek.",
            "Bovenaan kiest u een plaats: Overzicht, Plan, Contact, Partners of Dossier.",
            "Daaronder staan de volgende stap en alles wat nu te doen is, de vroegste dag eerst.",
            "Rechts staat hoe u de mensen bereikt, welke stap kan en wat nog ontbreekt.",
            "Gekoppelde collega’s en de coördinator openen deze pagina; dat wordt vastgelegd.",
        ),
    ),
    "cases.timeline": Screen(
        "verloop",
        "Verloop",
        "casus",
        (
            "Hier staat hoe de casus liep: elke stap met de dag, de reden en wie hem zette.",
            "Het laatste staat bovenaan.",
            "Wie de casus leest, leest ook dit.",
        ),
    ),
    "cases.safety": Screen(
        "veiligheid-nakijken",
        "Veiligheid nakijken",
        "casus",
        (
            "Hier staat wat een collega moet weten die bij de persoon langsgaat.",
            "Het staat op elke pagina van de casus bovenaan, met de dag van nakijken.",
            "Klopt het nog, bewaar het dan zoals het er staat, of pas de tekst aan.",
            "Is er niets meer te melden, maak het vak dan leeg.",
        ),
    ),
    "cases.handed_in": Screen(
        "aanmelding-en-weging",
        "Aanmelding en weging",
        "casus",
        (
            "Hier leest u wat is aangemeld en hoe het is gewogen.",
            "Klopt iets niet, kies dan Corrigeren en schrijf op waarom.",
            "Zijn er twee ouders, dan ziet u het nummer ook waar hun naam niet mag staan.",
            "Alleen wie deze casus mag openen, ziet dit.",
        ),
    ),
    "cases.people": Screen(
        "betrokken-collegas",
        "Betrokken collega’s",
        "casus",
        (
            "Hier ziet u wie aan de casus werkt.",
            "Team Veiligheid en de coördinator koppelen een collega, met een eerste dag.",
            "Met het vinkje wordt deze collega meteen casusregisseur.",
            "Wie niet gekoppeld is, ziet de casus niet.",
            "Beëindig een koppeling als iemand het dossier niet meer nodig heeft.",
        ),
    ),
    "cases.unlink": Screen(
        "koppeling-beeindigen",
        "Een koppeling beëindigen",
        "casus",
        (
            "Hier stopt u de koppeling van een collega.",
            "Schrijf op waarom, dat staat daarna bij de wijzigingen.",
            "De collega ziet de casus daarna niet meer.",
        ),
    ),
    "cases.direct": Screen(
        "regisseur-aanwijzen",
        "Een regisseur aanwijzen",
        "casus",
        (
            "Hier wijst u de procesregisseur of de casusregisseur aan.",
            "De procesregisseur bewaakt het proces, de casusregisseur bewaakt de inhoud.",
            "Alleen team Veiligheid en de coördinator doen dit.",
        ),
    ),
    "cases.changes": Screen(
        "wijzigingen",
        "Wijzigingen",
        "casus",
        (
            "Hier ziet u wat er veranderde: wat er stond, wat er nu staat en waarom.",
            "U kunt hier niets veranderen.",
            "Alleen wie de casus mag openen, ziet dit.",
            "Staat er systeem, dan kwam het door een nieuwe versie van het programma.",
        ),
    ),
    "signals.index": Screen(
        "signalen",
        "Signalen",
        "werk",
        (
            "Een signaal is een zorg, voordat er een casus is.",
            "Hier staan de signalen die lopen; na de laatste dag verdwijnt een signaal vanzelf.",
            "Wat erin staat, leest u pas als u het opent, en dat kijken wordt vastgelegd.",
            "Team Veiligheid en coördinator zien alle signalen, het interventieteam de eigen.",
        ),
    ),
    "signals.note": Screen(
        "signaal-vastleggen",
        "Een signaal vastleggen",
        "werk",
        (
            "Schrijf de zorg op in één zin, kies de soort en van wie het komt.",
            "Noem een naam alleen als die nodig is: initialen of een achternaam zijn genoeg.",
            "Is dezelfde zorg al bekend, dan zegt het scherm dat; tel de melding dan daar bij.",
            "Dertien meldingen over één zorg zijn één signaal.",
        ),
    ),
    "signals.signal": Screen(
        "signaal",
        "Een signaal",
        "werk",
        (
            "Hier leest u de zorg, hoe vaak die is gemeld en wat er nu moet gebeuren.",
            "Bovenaan staat de volgende stap: eerst bespreken, dan de uitkomst.",
            "Wie dit signaal opende, staat in het logboek.",
        ),
    ),
    "signals.call": Screen(
        "nog-een-melding",
        "Nog een melding",
        "werk",
        (
            "Tel een melding over dezelfde zorg erbij, met de dag waarop die kwam.",
            "Het signaal blijft er niet langer door leesbaar.",
        ),
    ),
    "signals.discuss": Screen(
        "signaal-besproken",
        "Waar een signaal is besproken",
        "werk",
        (
            "Leg vast waar het signaal is besproken, wanneer en met welke organisaties.",
            "Dit komt vóór de uitkomst.",
            "Is de persoon misschien bekend, dan staat dat bovenaan, als u dat mag weten.",
        ),
    ),
    "signals.extend": Screen(
        "signaal-verlengen",
        "Een signaal verlengen",
        "werk",
        (
            "Een signaal verlengt u hoogstens één keer, met een reden.",
            "Hoelang het dan nog leesbaar is, staat op het scherm; de beheerder stelt dat in.",
        ),
    ),
    "signals.settle": Screen(
        "signaal-uitkomst",
        "De uitkomst van een signaal",
        "werk",
        (
            "Kies hoe het verdergaat.",
            "Daarna verdwijnt het signaal meteen, met zijn sleutel; alleen een telling blijft.",
            "Wordt het een aanmelding, dan is het nog enkele dagen te lezen voor wie die schrijft.",
        ),
    ),
    "cases.meetings": Screen(
        "overleggen",
        "Overleggen",
        "samen",
        (
            "Hier staan de overleggen over casussen die u mag openen.",
            "Bovenaan staat wat komt, en wat nog een vastgestelde besluitenlijst mist.",
            "Namen ziet u hier niet.",
        ),
    ),
    "cases.plan_meeting": Screen(
        "overleg-plannen",
        "Overleg plannen",
        "samen",
        (
            "Kies een dag, een tijd, een plek en een of meer casussen.",
            "Wie aan een casus werkt, staat meteen bij de genodigden.",
            "Daarna kiest u per casus waarvoor u samenkomt en wie u nog meer vraagt.",
        ),
    ),
    "cases.meeting": _MEETING,
    "cases.add_case": _MEETING,
    "cases.move_meeting": Screen(
        "overleg-verzetten",
        "Overleg verzetten",
        "samen",
        (
            "Geef het overleg een andere dag, tijd of plek, zolang het niet is begonnen.",
            "Collega’s krijgen bericht bij Voor u.",
            "Uitnodigingen aan anderen verstuurt u daarna opnieuw.",
        ),
    ),
    "cases.cancel_meeting": Screen(
        "overleg-afzeggen",
        "Overleg afzeggen",
        "samen",
        (
            "Afzeggen kan zolang het overleg niet is begonnen.",
            "Alle casussen gaan van de agenda, dus plan voor elke casus een nieuwe datum.",
        ),
    ),
    "cases.invitations": Screen(
        "uitnodigingen",
        "Uitnodigingen",
        "samen",
        (
            "Hier staat per genodigde de tekst die u verstuurt.",
            "In de tekst en in het agendabestand staat geen naam van betrokkene.",
            "Leg vast hoe u hem verstuurde, dan komt dat ook bij de verstrekkingen.",
        ),
    ),
    "cases.prepare_meeting": Screen(
        "overleg-voorbereiden",
        "Overleg voorbereiden",
        "samen",
        (
            "Schrijf op waarvoor u over deze casus praat, want dat leest u straks voor.",
            "Vraag alleen wie bij deze casus nodig is.",
            "Wie er zit, bepaalt wat het scherm mag laten zien.",
        ),
    ),
    "cases.take_off_agenda": Screen(
        "van-de-agenda",
        "Van de agenda halen",
        "samen",
        (
            "Haal de casus van de agenda als hij niet besproken hoeft te worden.",
            "Schrijf op waarom, en plan een nieuwe datum als de casus nog loopt.",
        ),
    ),
    "cases.room": _ROOM,
    "cases.decide": _ROOM,
    "cases.close_item": _ROOM,
    "cases.settle_in_room": _ROOM,
    "cases.meetings_of": Screen(
        "overleg-van-een-casus",
        "Overleg",
        "samen",
        (
            "Hier staan alle overleggen over deze casus, met hun besluitenlijst.",
            "Wie bij team Veiligheid aan de casus werkt, plant hier het volgende.",
        ),
    ),
    "cases.decision_list": _DECISIONS,
    "cases.approve_decisions": _DECISIONS,
    "cases.reword_decision": Screen(
        "besluit-veranderen",
        "Besluit veranderen",
        "samen",
        (
            "Zolang de lijst niet is vastgesteld, kunt u een besluit anders opschrijven.",
            "De actie die erbij hoort, krijgt dezelfde tekst.",
        ),
    ),
    "cases.withdraw_decision": Screen(
        "besluit-intrekken",
        "Besluit intrekken",
        "samen",
        (
            "Een ingetrokken besluit blijft te lezen, met een streep erdoor.",
            "De actie die erbij hoort, vervalt.",
        ),
    ),
    "cases.action_list": Screen(
        "actielijst-van-een-partner",
        "Actielijst van een partner",
        "samen",
        (
            "Dit blad is voor een partner die hier niet inlogt.",
            "Er staan alleen de eigen open acties op, per casus een blad en zonder namen.",
            "Leg vast dat u het meegaf, dan komt het bij de verstrekkingen.",
        ),
    ),
    "cases.information": Screen(
        "informatieronde",
        "Informatieronde",
        "samen",
        (
            "Hier ziet u welke partners zijn gevraagd en wat zij antwoordden.",
            "Mag niet delen is een goed antwoord, en daarna herinnert u niet.",
            "Is iets bevroren door de wet, beslis dan: weer gebruiken of eruit halen.",
            "U ziet alleen bijdragen die voor uw rol en uw organisatie zijn.",
            "Meldt een partner een fout, bevries de bijdrage dan meteen.",
        ),
    ),
    "cases.ask": Screen(
        "partner-vragen",
        "Vraag de partners",
        "samen",
        (
            "Vink aan wie u vraagt en schrijf één korte vraag voor allemaal.",
            "Vraag eerst alleen of de persoon bekend is.",
            "Bij elke partner staat wat u moet weten, ook of de tekst de persoon noemt.",
            "Elke vraag komt vanzelf bij de verstrekkingen, met wat die partner hoort.",
        ),
    ),
    "cases.asked_texts": Screen(
        "teksten-voor-partners",
        "Teksten voor de partners",
        "samen",
        (
            "Hier staat voor elke partner van vandaag een tekst om te kopiëren.",
            "Wie het is, staat er alleen in als die partner dat mag weten.",
            "Dit systeem verstuurt niets: plak de tekst in de veilige mail, of lees haar voor.",
        ),
    ),
    "cases.record_answer": Screen(
        "antwoord-van-partner",
        "Antwoord vastleggen",
        "samen",
        (
            "Leg vast wat de partner antwoordde.",
            "Alle vier de antwoorden zijn goed.",
            "Kwam er ook inhoud, dan legt u die daarna vast als bijdrage.",
        ),
    ),
    "cases.remind": Screen(
        "partner-herinneren",
        "Herinneren",
        "samen",
        (
            "Herinner een partner die nog niet antwoordde.",
            "Noem alleen het casusnummer.",
        ),
    ),
    "cases.note_late": Screen(
        "verder-zonder-antwoord",
        "Verder zonder antwoord",
        "samen",
        (
            "Is de dag van het antwoord voorbij, dan kunt u verdergaan.",
            "Schrijf op waarom dat verantwoord is.",
        ),
    ),
    "cases.contribute_unasked": Screen(
        "bijdrage-zonder-vraag",
        "Bijdrage zonder vraag",
        "samen",
        (
            "Hier legt u vast wat een partner uit zichzelf vertelt.",
            "Kies de partner, en schrijf feiten en oordeel apart op.",
            "Vraag aan de partner wie het mag zien en of het verder mag.",
            "Bij de bijdrage staat dat niemand erom vroeg.",
        ),
    ),
    "cases.contribute": Screen(
        "bijdrage-vastleggen",
        "Bijdrage vastleggen",
        "samen",
        (
            "Leg vast wat de partner vertelde, met de bron en de datum.",
            "Zet feiten en oordeel apart.",
            "Vraag de partner wie het mag zien, of het verder mag en of er een voorwaarde is.",
            "Kiest u niets, dan geldt de kleinste kring en gaat het niet verder.",
        ),
    ),
    "cases.thaw": Screen(
        "bijdrage-weer-gebruiken",
        "Weer gebruiken",
        "samen",
        (
            "Deze bijdrage is bevroren omdat de wet haar tegenhoudt.",
            "Ligt er nu een besluit van de politie, dan mag zij weer meetellen.",
            "Gaat het over straf en is iemand jonger dan 12, zeg dan over wie het gaat.",
            "Uw reden blijft erbij staan.",
        ),
    ),
    "cases.take_out_contribution": Screen(
        "bijdrage-eruit",
        "Eruit halen",
        "samen",
        (
            "Hier beslist u dat een bevroren bijdrage niet terugkomt.",
            "Niemand ziet de tekst nog, ook u niet.",
        ),
    ),
    "cases.judge_held": Screen(
        "bevroren-strafgegevens",
        "Bevroren gegevens",
        "samen",
        (
            "Dit zijn strafgegevens, en iemand van de casus is jonger dan 12, of misschien.",
            "Weet u dat het over iemand van 12 of ouder gaat? Zeg over wie, dan telt het weer.",
            "Gaat het over het kind, of weet u het niet? Haal het dan eruit.",
            "Wat eruit is, ziet niemand meer.",
        ),
    ),
    "cases.consent": Screen(
        "akkoord-vastleggen",
        "Akkoord vastleggen",
        "samen",
        (
            "De partner wil gevraagd worden voordat iets verder gaat.",
            "Leg vast wie ja zei, wanneer, en voor welke partner.",
            "Daarna staat het stuk bij Mag ik dit delen, alleen voor die partner.",
            "Verandert de tekst, dan vraagt u het opnieuw.",
        ),
    ),
    "cases.letters": Screen(
        "documenten",
        "Documenten",
        "samen",
        (
            "Hier staan de brieven over deze casus, met waar elke brief staat.",
            "Een brief gaat pas weg als een tweede persoon precies die brief goedkeurt.",
            "U kiest alleen uit brieven die kloppen bij waar de casus nu staat.",
        ),
    ),
    "cases.new_letter": Screen(
        "brief-beginnen",
        "Een brief beginnen",
        "samen",
        (
            "De vaste tekst van de brief staat klaar, voor wie hem leest.",
            "U vult in wat alleen u weet: de reden, met wie u deelt, wanneer u praat.",
            "Wat nog leeg is, ziet u straks in de brief tussen haken.",
        ),
    ),
    "cases.write_letter": Screen(
        "brief-veranderen",
        "Een brief veranderen",
        "samen",
        (
            "U verandert alleen wat u zelf invulde.",
            "Elke keer komt er een versie bij en de oude blijft bewaard.",
            "Was de brief al goedgekeurd, dan vraagt u dat opnieuw.",
        ),
    ),
    "cases.letter": Screen(
        "brief",
        "Een brief",
        "samen",
        (
            "Links leest u de brief zoals hij gaat of ging.",
            "Mist er iets, dan staat erbij wat, en waar u dat invult.",
            "Is hij goedgekeurd, dan verstuurt u hem en legt u dat hier vast.",
            "Ophalen als bestand is een inzage.",
        ),
    ),
    "cases.propose_letter": Screen(
        "brief-voorleggen",
        "Een brief voorleggen",
        "samen",
        (
            "Een collega van team Veiligheid of de coördinator keurt de brief goed of af.",
            "Wie de brief schreef of voorlegt, kan dat niet zelf.",
            "Verandert daarna iets aan brief of adres, dan geldt de goedkeuring niet meer.",
        ),
    ),
    "cases.send_letter": Screen(
        "brief-versturen",
        "Een brief versturen",
        "samen",
        (
            "Dit systeem verstuurt niets: u doet dat per post, in de hand of met veilige mail.",
            "U legt hier vast dat de brief weg is, en dat is meteen de verstrekking.",
            "Bij ‘U bent aangemeld’ staat dan ook vast dat die persoon het weet.",
            "Lukte het niet, schrijf dan op waarom; de brief blijft openstaan.",
        ),
    ),
    "cases.approve_letter": Screen(
        "brief-goedkeuren",
        "Een brief goedkeuren",
        "samen",
        (
            "U leest precies de brief die weggaat, voor wie hij is en hoe hij gaat.",
            "Van de casus ziet u verder niets.",
            "Bij afkeuren schrijft u op waarom.",
        ),
    ),
    "cases.feedback": Screen(
        "terugkoppeling",
        "Terugkoppeling aan de aanmelder",
        "stap",
        (
            "De aanmelder hoort hoe de weging afliep, en nooit meer dan dat.",
            "De tekst op het scherm is alles wat u mag zeggen.",
            "Pas als u vastlegt dat het is verteld, staat het bij Verstrekkingen.",
            "Is de aanmelder anoniem of kan het niet, leg dat dan hier vast.",
        ),
    ),
    "cases.freeze": Screen(
        "bijdrage-bevriezen",
        "De partner meldt een fout",
        "samen",
        (
            "Een bevroren bijdrage ziet niemand en deelt niemand.",
            "U ziet naar wie de tekst eerder ging.",
            "Daarna herstelt u haar of trekt u haar in, op het woord van de partner.",
        ),
    ),
    "cases.settle": Screen(
        "bijdrage-herstellen",
        "Bijdrage herstellen",
        "samen",
        (
            "Schrijf de bijdrage opnieuw, zoals de partner haar nu geeft.",
            "De oude tekst ziet u niet terug.",
            "Daarna telt de bijdrage weer.",
        ),
    ),
    "cases.withdraw": Screen(
        "bijdrage-intrekken",
        "Bijdrage intrekken",
        "samen",
        (
            "Hier legt u vast dat de partner de bijdrage terugneemt.",
            "De tekst blijft voor iedereen verborgen.",
        ),
    ),
    "cases.disclosures": Screen(
        "verstrekkingen",
        "Verstrekkingen",
        "samen",
        (
            "Hier staat wat er over deze casus naar buiten ging, aan wie en waarom.",
            "Vragen aan partners en terugkoppelingen komen er vanzelf bij.",
            "Een regel is niet te veranderen en niet te wissen.",
        ),
    ),
    "cases.book_disclosure": Screen(
        "verstrekking-vastleggen",
        "Verstrekking vastleggen",
        "samen",
        (
            "Leg hier vast wat u buiten dit systeem deelde.",
            "Een eenmalige deelnemer tekent eerst voor geheimhouding.",
            "Die persoon krijgt geen account en staat in geen lijst.",
        ),
    ),
    "cases.share": Screen(
        "mag-ik-dit-delen",
        "Mag ik dit delen?",
        "samen",
        (
            "Kies met welke partner, waarvoor en wat.",
            "U leest ja, ja mits of nee, met de bron en wat u tegen de persoon zegt.",
            "In de tekst staat alleen wat mag.",
            "Wat een partner niet wil delen, blijft er altijd uit.",
            "Leg vast dat het gaat en verstuur de tekst zelf, met de veilige mail van de gemeente.",
        ),
    ),
    "partners.sharing": Screen(
        "deeltabel",
        "Deeltabel",
        "samen",
        (
            "Hier staat wat u met welke soort partner mag delen, en alle versies daarvan.",
            "De beheerder maakt een nieuwe versie, en zij geldt als de FG haar goedkeurt.",
            "Wat niet in de tabel staat, is nee.",
        ),
    ),
    "partners.sharing_kind": Screen(
        "deeltabel-van-een-soort-partner",
        "Deeltabel van een soort partner",
        "samen",
        (
            "Bovenaan ziet u per fase en per soort gegevens of het mag.",
            "Daaronder staat bij elk antwoord de voorwaarde, de bron en wat u zegt.",
            "U kunt deze pagina met uw browser afdrukken.",
        ),
    ),
    "partners.begin_sharing": Screen(
        "deeltabel-beginnen",
        "Begin met het voorstel",
        "toezicht",
        (
            "Hier maakt u de eerste versie van de deeltabel, uit het voorstel van de makers.",
            "Niemand bevestigde dat voorstel: de FG leest het voordat het geldt.",
        ),
    ),
    "partners.change_sharing": Screen(
        "deeltabel-wijzigen",
        "Deeltabel wijzigen",
        "toezicht",
        (
            "Hier stelt u een ander antwoord voor, met de bron en de reden.",
            "U maakt daarmee een nieuwe versie, en de vorige blijft te lezen.",
            "Zij geldt als de FG haar goedkeurt.",
        ),
    ),
    "partners.approve_sharing": Screen(
        "deeltabel-goedkeuren",
        "Deeltabel goedkeuren",
        "toezicht",
        (
            "U leest wat er verandert: was, is en waarom.",
            "Keurt u de versie goed, dan geldt zij vanaf de dag die u kiest.",
            "Wie een versie maakte, keurt haar niet zelf goed.",
        ),
    ),
    "cases.postponed": Screen(
        "informeren-uitgesteld",
        "Informeren vaak uitgesteld",
        "toezicht",
        (
            "U ziet van welke casussen het informeren twee keer of vaker opnieuw is uitgesteld.",
            "U ziet alleen het nummer, geen namen en geen inhoud.",
        ),
    ),
    "cases.disclosures_by_partner": Screen(
        "verstrekkingen-per-partner",
        "Verstrekkingen per partner",
        "samen",
        (
            "Hier ziet u wat er naar elke partner ging, met alleen het casusnummer.",
            "De procesregisseur ziet de eigen casussen.",
            "De coördinator en de FG zien die van de gemeente.",
        ),
    ),
    "partners.directory": Screen(
        "partnerlijst",
        "Partners",
        "samen",
        (
            "Hier staat met wie u samenwerkt en wie u belt.",
            "U ziet ook wat de organisatie heeft getekend en tot wanneer.",
            "Klopt er iets niet, zeg het dan tegen de beheerder.",
        ),
    ),
    "partners.agree": Screen(
        "afspraak-met-partner",
        "Convenant of besluit vastleggen",
        "toezicht",
        (
            "Leg vast wat de organisatie tekende en tot wanneer het geldt.",
            "Zonder besluit van de politie legt niemand strafgegevens van haar vast.",
        ),
    ),
    "partners.end_agreement": Screen(
        "afspraak-beeindigen",
        "Laatste dag van een afspraak",
        "toezicht",
        (
            "Geef een convenant of besluit een laatste dag.",
            "De dag zelf telt nog mee.",
        ),
    ),
    "partners.new_contact": Screen(
        "contactpersoon-toevoegen",
        "Contactpersoon toevoegen",
        "toezicht",
        (
            "Leg vast wie collega’s kunnen vragen.",
            "Namen worden versleuteld bewaard.",
            "Vul in wanneer deze persoon voor geheimhouding tekende.",
        ),
    ),
    "partners.change_contact": Screen(
        "contactpersoon-wijzigen",
        "Contactpersoon wijzigen",
        "toezicht",
        (
            "Verander wat niet meer klopt, of geef een laatste dag.",
            "Oude vragen houden de naam die er toen stond.",
        ),
    ),
    "cases.lookers": Screen(
        "inzagen",
        "Inzagen",
        "casus",
        (
            "Hier ziet u per dag wie in dit dossier keek, hoe vaak en waarvoor.",
            "Kies hoe vaak om elke keer te zien.",
            "Ziet u iets dat niet klopt, bespreek het dan met de FG.",
            "De coördinator, de procesregisseur en de FG zien deze pagina.",
            "Ook dit kijken wordt vastgelegd.",
        ),
    ),
    "cases.correct": Screen(
        "aanmelding-corrigeren",
        "Aanmelding corrigeren",
        "stap",
        (
            "Hier verandert u wat in de aanmelding niet klopt.",
            "Schrijf op waarom u dit verandert.",
            "De oude tekst blijft te lezen bij Wijzigingen.",
        ),
    ),
    "cases.take_out": Screen(
        "iemand-weghalen",
        "Iemand weghalen",
        "stap",
        (
            "Hier haalt u iemand weg die ten onrechte in de casus staat.",
            "Wat er stond, blijft met uw reden te lezen bij Wijzigingen.",
            "Was het de verkeerde persoon, kies dan onderaan die naam: dan gaat alles weg.",
        ),
    ),
    "cases.forget": Screen(
        "verkeerde-persoon",
        "Verkeerde persoon",
        "stap",
        (
            "Hier verdwijnt alles over iemand over wie de casus nooit ging.",
            "Lees eerst wat weggaat, wat blijft en wie iets kreeg.",
            "Kruis aan wat partners over deze persoon vertelden, want dat gaat dan ook weg.",
            "Het is niet terug te draaien, daarom vragen we uw wachtwoord.",
        ),
    ),
    "cases.retractions": Screen(
        "rechtzetten",
        "Rechtzetten",
        "casus",
        (
            "Hier staat wie moet horen dat het over de verkeerde persoon ging.",
            "Wie het was, staat er niet meer.",
            "Ook leest u tot welke dag een reservekopie nog alles kan bevatten.",
        ),
    ),
    "cases.retract": Screen(
        "gezegd-dat-het-niet-klopte",
        "Gezegd dat het niet over deze casus ging",
        "stap",
        (
            "Hier legt u vast dat een ontvanger het weet.",
            "Vraag meteen of hij vernietigt wat hij kreeg.",
            "Daarna is deze taak klaar.",
        ),
    ),
    "cases.start_triage": Screen(
        "weging-starten",
        "Weging starten",
        "stap",
        (
            "Kijk eerst of deze persoon al bekend is.",
            "Staat er een casus die erop lijkt, open die dan en vergelijk.",
            "Daarna start team Veiligheid de weging.",
        ),
    ),
    "cases.triage": Screen(
        "weging",
        "Weging",
        "stap",
        (
            "Hier beslist team Veiligheid of de casus in de aanpak past.",
            "Beantwoord de zes criteria en leg de drie toetsen uit in één zin.",
            "Kies de uitkomst; daarna vertelt u die aan de aanmelder.",
            "De betrokkene kan later lezen wat u hier schrijft.",
        ),
    ),
    "cases.start_planning": Screen(
        "informatieronde-afronden",
        "Informatieronde afronden",
        "stap",
        (
            "Hier rondt u de informatieronde af en begint het plan.",
            "Vroeg u geen partner om informatie, schrijf dan op waarom.",
            "Wie aan de casus werkt, kan deze stap zetten.",
        ),
    ),
    "cases.hold": Screen(
        "aanhouden",
        "Aanhouden",
        "stap",
        (
            "Hier laat u een casus wachten, bijvoorbeeld bij detentie, een opname of een bezwaar.",
            "Kies een reden en een datum om terug te komen.",
            "Op die datum staat de casus weer bij uw werk.",
            "Wat al te laat was, blijft te laat.",
        ),
    ),
    "cases.resume": Screen(
        "hervatten",
        "Hervatten",
        "stap",
        (
            "Hier laat u een casus die wachtte weer verdergaan.",
            "Schrijf op waarom.",
            "De casus komt terug in de stand van voor het wachten.",
            "Bij een bezwaar vult u in wanneer het ongegrond is verklaard.",
        ),
    ),
    "cases.end": Screen(
        "beeindigen",
        "Een casus beëindigen",
        "stap",
        (
            "Hier eindigt een casus: door wat er gebeurde, of omdat er geen reden meer is.",
            "Zeg van elke open actie wat ermee gebeurt, en wie het hoorde.",
            "Alles wat nog liep, eindigt in dezelfde stap, ook de koppelingen van collega’s.",
            "Daarna lezen alleen de coördinator en de laatste procesregisseur de casus nog.",
        ),
    ),
    "cases.end_told": Screen(
        "vertellen-dat-de-casus-eindigde",
        "Vertellen dat de casus eindigde",
        "stap",
        (
            "Hier staat wie nog moet horen dat de casus is geëindigd, en tot welke dag.",
            "Zeg alleen dat het eindigde en vanaf welke dag, niet waarom.",
            "Wat een partner of de aanmelder hoort, komt bij de verstrekkingen.",
            "Hoeft iemand het niet te horen, leg dan uit waarom.",
        ),
    ),
    "cases.recuse": Screen(
        "ik-ken-deze-persoon",
        "Ik ken deze persoon",
        "casus",
        (
            "Kent u de persoon zelf, zeg dat dan hier.",
            "De casus sluit meteen voor u en een collega neemt het over.",
            "Hoe u de persoon kent, leest alleen de coördinator.",
            "Alleen de coördinator draait een vergissing terug.",
        ),
    ),
    "cases.recused": Screen(
        "afstand-genomen",
        "De casus is voor u gesloten",
        "casus",
        (
            "U zei dat u deze persoon kent, en daarom ziet u de casus nergens meer.",
            "Uw koppeling en uw concepten bij deze casus zijn weg.",
            "Was het een vergissing, bel dan de coördinator.",
        ),
    ),
    "cases.recusal": Screen(
        "kent-deze-persoon",
        "Kent deze persoon",
        "casus",
        (
            "Hier leest de coördinator dat een collega de persoon kent.",
            "Was het een vergissing, schrijf dan op waarom en draai het terug.",
            "De collega is daarna niet gekoppeld, dat doet u apart.",
            "Ook dit lezen wordt vastgelegd.",
        ),
    ),
    "cases.emergency": Screen(
        "noodtoegang",
        "Noodtoegang",
        "werk",
        (
            "Hier opent u in nood één casus waaraan u niet gekoppeld bent.",
            "U leest een uur lang en kunt niets veranderen.",
            "De FG en de procesregisseur zien het meteen.",
            "De FG beoordeelt achteraf of het terecht was.",
        ),
    ),
    "oversight.emergencies": Screen(
        "noodtoegang-beoordelen",
        "Noodtoegang beoordelen",
        "toezicht",
        (
            "Hier ziet de FG wie een casus met noodtoegang opende.",
            "Beoordeel elke keer op tijd of het terecht was.",
            "Bent u te laat, dan krijgt die collega geen noodtoegang meer tot u oordeelt.",
            "Kies Beoordeel om te lezen wat de collega erover schreef.",
        ),
    ),
    "oversight.judge": Screen(
        "oordeel-over-noodtoegang",
        "Het oordeel over een noodtoegang",
        "toezicht",
        (
            "Hier zegt de FG of één noodtoegang terecht was, en waarom.",
            "Ernaast staat wat de collega erover schreef, en wat die in dat uur zag.",
            "Dat u de uitleg leest, is zelf een inzage.",
            "Een oordeel geeft u één keer.",
        ),
    ),
    "oversight.desk": Screen(
        "toezicht",
        "Toezicht",
        "toezicht",
        (
            "Bovenaan staat wat op de FG wacht: eerst wat te laat is.",
            "Kies een casus om te zien wie erin keek, of een gebruiker om te zien wat die zag.",
            "Met Reken het logboek na ziet u of er iets weg is of veranderd.",
            "De FG ziet geen inhoud van dossiers.",
        ),
    ),
    "oversight.trail": Screen(
        "logboek",
        "Het logboek",
        "toezicht",
        (
            "Hier leest de FG wie wat deed, wanneer en in welke casus.",
            "Kies eerst waarvoor u kijkt: de wet staat vier doelen toe.",
            "Wie keek, staat per persoon en per dag bij elkaar, met elke keer erachter.",
            "U ziet namen van velden, nooit wat erin stond.",
            "Staat er systeem, dan deed geen collega het, maar het programma zelf.",
        ),
    ),
    "reports.numbers": Screen(
        "cijfers",
        "Cijfers",
        "toezicht",
        (
            "Hier staat hoeveel casussen er in elke stand zijn.",
            "Een klein aantal tonen we niet, want dat kan over één persoon gaan.",
            "De cijfers zeggen niets over hoe het met iemand gaat.",
        ),
    ),
    "accounts.users": Screen(
        "gebruikers",
        "Gebruikers",
        "toezicht",
        (
            "Hier ziet de beheerder wie een account heeft en met welke rol.",
            "Bovenaan staat van wie nog niet bekend is voor welke organisatie iemand werkt.",
            "Kijk af en toe of iedereen hier nog werkt.",
            "De beheerder ziet nooit de inhoud van een dossier.",
        ),
    ),
    "settings.terms": Screen(
        "instellingen",
        "Instellingen",
        "toezicht",
        (
            "Hier staan de termijnen die vandaag gelden.",
            "Bij elke termijn staat sinds wanneer en waarom.",
            "De beheerder en de FG zien deze pagina.",
        ),
    ),
    "accounts.new_user": Screen(
        "account-maken",
        "Een account maken",
        "toezicht",
        (
            "Hier maakt u een account voor een nieuwe collega.",
            "U geeft een rol, en de dagen waarop screening, training en geheimhouding gelden.",
            "Daarna ziet u één keer een link voor het eerste wachtwoord.",
            "Geef die link persoonlijk, want u ziet hem niet terug.",
        ),
    ),
    "accounts.approvals": Screen(
        "goedkeuren",
        "Goedkeuren",
        "toezicht",
        (
            "Zware stappen doet niemand alleen: een tweede persoon keurt ze goed of af.",
            "Hier staat wat op u wacht, wat het eerst afloopt bovenaan, en wat u zelf vroeg.",
            "Wie iets vraagt, kan het niet zelf goedkeuren.",
        ),
    ),
    "accounts.approval": Screen(
        "een-goedkeuring",
        "Eén vraag om goedkeuring",
        "toezicht",
        (
            "U ziet precies wat er gebeurt na goedkeuring, wie het vroeg en waarom.",
            "Bewees u langer dan vijf minuten geleden wie u bent, dan vraagt PGA dat nog een keer.",
            "Verandert er na de vraag iets, of is de laatste dag voorbij, dan vervalt zij.",
            "Wie de vraag deed, kan haar intrekken.",
        ),
    ),
    "accounts.stand_ins": Screen(
        "vervangers",
        "Vervangers uit een andere gemeente",
        "toezicht",
        (
            "Is hier maar één persoon, dan kan een collega van elders de tweede persoon zijn.",
            "De beheerder wijst een vervanger aan, en een tweede persoon keurt dat goed.",
            "De vervanger ziet alleen wat wacht, zolang het wacht.",
            "Een vervanging beëindigen kan altijd meteen.",
        ),
    ),
    "accounts.name_stand_in": Screen(
        "vervanger-aanwijzen",
        "Een vervanger aanwijzen",
        "toezicht",
        (
            "Kies de gemeente en vul de gebruikersnaam van uw collega daar in.",
            "De collega hoort daar bij team Veiligheid, of is er coördinator of beheerder.",
            "Kies de dagen zo kort als kan.",
            "Een tweede persoon keurt het goed.",
        ),
    ),
    "accounts.user": Screen(
        "een-account",
        "Een account",
        "toezicht",
        (
            "U ziet de rollen van deze collega, voor welke organisatie en tot wanneer die gelden.",
            "Verandert u een rol, dan is de collega meteen overal uitgelogd.",
            "Is het wachtwoord vergeten, maak dan een nieuwe link en geef die persoonlijk.",
        ),
    ),
    "accounts.reset": Screen(
        "link-voor-wachtwoord",
        "Link voor een wachtwoord",
        "toezicht",
        (
            "Deze link werkt één keer, en hoogstens 24 uur.",
            "Uw collega richt de camera op het plaatje, of typt het adres en de code.",
            "Zegt u de code door de telefoon, bel dan zelf, op een nummer dat u al had.",
            "De tweede factor blijft zoals hij is.",
        ),
    ),
    "accounts.place_role": Screen(
        "organisatie-bij-een-rol",
        "Voor welke organisatie een collega werkt",
        "toezicht",
        (
            "Een partner kan zeggen dat een organisatie zijn bijdrage niet mag lezen.",
            "Daarom staat bij een rol buiten de gemeente voor welke organisatie iemand werkt.",
            "Zolang dat niet bekend is, leest deze collega geen bijdrage met een voorwaarde.",
            "Werkt iemand later ergens anders, beëindig dan de rol en geef een nieuwe.",
        ),
    ),
    "accounts.give_role": Screen(
        "rol-geven",
        "Een rol geven",
        "toezicht",
        (
            "Kies de rol en de eerste dag, en schrijf op waarom.",
            "Een andere beheerder of de coördinator keurt het daarna goed.",
            "Tot dan heeft de rol geen gevolg.",
            "Na de goedkeuring logt de collega opnieuw in.",
        ),
    ),
    "accounts.end_role": Screen(
        "rol-beeindigen",
        "Een rol beëindigen",
        "toezicht",
        (
            "Hier eindigt een rol, nu of op een dag die u kiest.",
            "Eindigt de rol nu, dan is de collega meteen uitgelogd.",
            "De casussen van een collega die weggaat, draagt team Veiligheid over.",
        ),
    ),
    "accounts.clearance": Screen(
        "bevoegdheid",
        "Bevoegdheid",
        "toezicht",
        (
            "Hier staat tot wanneer screening, training en geheimhouding gelden.",
            "Is een van de drie verlopen, dan kan de collega nog inloggen.",
            "Dossiers gaan pas weer open als alle drie in orde zijn.",
        ),
    ),
    "accounts.first_password": Screen(
        "wachtwoord-kiezen",
        "Een wachtwoord kiezen",
        "begin",
        (
            "Met de code van uw beheerder kiest u zelf een wachtwoord.",
            "Kwam u hier met de camera, dan staat de code er al.",
            "Een zin van gewone, losse woorden werkt goed.",
            "De code werkt één keer en hoogstens 24 uur.",
        ),
    ),
    "cases.ask_access": Screen(
        "toegang-vragen",
        "Toegang vragen",
        "werk",
        (
            "Heeft u een casusnummer nodig voor uw werk, vraag dan hier om toegang.",
            "U krijgt altijd hetzelfde antwoord, ook als de casus niet bestaat.",
            "De procesregisseur beslist, en geeft toegang tot een dag.",
        ),
    ),
    "cases.answer_access": Screen(
        "vraag-om-toegang",
        "Een vraag om toegang",
        "casus",
        (
            "Een collega vraagt om toegang tot deze casus.",
            "Geeft u die, kies dan de laatste dag.",
            "Geeft u die niet, schrijf dan op waarom.",
        ),
    ),
    "cases.actions": _ACTIONS,
    "cases.add_action": Screen(
        "actie-geven",
        "Een actie geven",
        "casus",
        (
            "Een actie zegt wat er gebeurt, wie het doet en vóór welke dag.",
            "Kies een collega van de casus, iemand van een partner, betrokkene zelf of een ouder.",
            "Staat iemand er niet bij, kies dan iemand anders en schrijf de naam op.",
            "Neem een stuk over een ander apart over, dan leest betrokkene het niet.",
        ),
    ),
    "cases.change_action": Screen(
        "actie-veranderen",
        "Een actie veranderen",
        "casus",
        (
            "Hier verandert u een open actie.",
            "Schrijf op waarom; wat er stond, blijft te lezen bij Wijzigingen.",
        ),
    ),
    "cases.settle_action": Screen(
        "uitkomst-vastleggen",
        "De uitkomst van een actie",
        "casus",
        (
            "Hier legt u vast wat er van een actie kwam.",
            "Niet gelukt is ook een uitkomst, met wat er gebeurde.",
            "Een vergissing neemt u dezelfde dag terug, op het plan.",
            "Is er later meer te doen, geef dan een nieuwe actie.",
        ),
    ),
    "cases.plan": Screen(
        "plan",
        "Plan van aanpak",
        "casus",
        (
            "Hier staan de doelen met hun acties: nu, later, behaald en vervallen.",
            "De plankeuring geeft advies en houdt niets tegen.",
            "Een vastgestelde versie blijft te lezen en verandert niet meer.",
            "Het plan voor betrokkene is zonder stukken over anderen.",
        ),
    ),
    "cases.plan_texts": Screen(
        "samenvatting-van-het-plan",
        "Samenvatting van het plan",
        "casus",
        (
            "Hier schrijft u wat er speelt en wat betrokkene ervan vindt.",
            "Schrijf ook op wat we doen als het misgaat, en wanneer we stoppen.",
            "Wat u typt, blijft 24 uur als concept bewaard.",
        ),
    ),
    "cases.add_goal": Screen(
        "doel-toevoegen",
        "Een doel toevoegen",
        "casus",
        (
            "Een doel gaat over één leefgebied.",
            "Schrijf zo dat u later kunt zien of het is gelukt.",
            "Zet erbij wat betrokkene er zelf van zegt.",
            "Vink losse acties aan die bij dit doel horen.",
        ),
    ),
    "cases.change_goal": Screen(
        "doel-veranderen",
        "Een doel veranderen",
        "casus",
        (
            "Hier verandert u een doel of zet u het in een ander deel.",
            "Vink losse acties aan die erbij horen; daarvoor is geen reden nodig.",
            "Een doel dat vervalt, blijft te lezen met de reden.",
            "Doet betrokkene of een ouder er nog iets voor, dan blijft het doel voor hen leesbaar.",
        ),
    ),
    "cases.adopt_plan": Screen(
        "plan-vaststellen",
        "Het plan vaststellen",
        "stap",
        (
            "Hier stelt u het plan vast zoals het in het casusoverleg is besproken.",
            "Dat doet de casusregisseur van deze casus, of team Veiligheid.",
            "Daarna begint de uitvoering, of geldt de nieuwe versie.",
            "Wat nog ontbreekt, staat bovenaan, met een link naar de plek waar u het regelt.",
        ),
    ),
    "cases.plan_version": Screen(
        "plan-versie",
        "Een versie van het plan",
        "casus",
        (
            "Dit is het plan zoals het is vastgesteld.",
            "Wat anders werd dan de versie ervoor, staat erbij: was, is en waarom.",
        ),
    ),
    "cases.plan_reply": Screen(
        "antwoord-betrokkene",
        "Het antwoord van betrokkene",
        "casus",
        (
            "Hier legt u vast wat betrokkene van het plan vindt.",
            "Niet akkoord houdt het plan niet tegen, maar het antwoord blijft staan.",
            "Kon betrokkene niet antwoorden, vraag het dan de volgende keer opnieuw.",
        ),
    ),
    "cases.plan_for_person": Screen(
        "plan-voor-betrokkene",
        "Plan voor betrokkene",
        "casus",
        (
            "Deze pagina is om af te drukken en aan betrokkene te geven.",
            "Wat alleen voor de regie is en stukken over anderen staan er niet in.",
            "Wat betrokkene zelf doet staat er wel, en van gezin en ouders geen naam.",
            "Lees hem altijd na voordat u hem geeft.",
        ),
    ),
    "cases.measurements": Screen(
        "leefgebieden",
        "Leefgebieden",
        "casus",
        (
            "Hier ziet u de scores per leefgebied, en wat er anders is dan bij de 0-meting.",
            "Omlaag gaan hoort er ook bij.",
            "Er is geen totaal en geen rangorde van mensen.",
        ),
    ),
    "cases.measure": Screen(
        "meten",
        "Leefgebieden meten",
        "casus",
        (
            "Kies per leefgebied een score, onbekend, of niet nodig voor deze casus.",
            "Pas bij een score staat eronder waarom dit telt, van wie het komt en van welke dag.",
            "Kies De rest niet nodig, en wat nog open is staat op niet nodig.",
            "Een concept kunt u later afmaken; een definitieve meting verandert niet meer.",
        ),
    ),
    "cases.contact_log": Screen(
        "contact",
        "Contact: het logboek",
        "casus",
        (
            "Hier staat elke poging en elk gesprek, het laatste bovenaan.",
            "Een gesprek met betrokkene telt, onder de 16 ook met wie gezag heeft.",
            "Kies ruim of dicht op elkaar, en met Kies wat u ziet een soort, collega of periode.",
            "Klopt een contactmoment niet, kies dan Klopt niet: u trekt het in of verplaatst het.",
        ),
    ),
    "cases.note_contact": Screen(
        "contact-vastleggen-bij-een-casus",
        "Contact vastleggen bij een casus",
        "casus",
        (
            "Leg vast hoe u contact zocht, of u iemand bereikte en wat er is gezegd.",
            "Bereikte u niemand, dan mag de tekst leeg blijven.",
            "Bij Anders staan dag, tijd, met wie en welke collega erbij was.",
            "Schrijft u een vervolg op, dan wordt dat een actie voor u of een vlag.",
        ),
    ),
    "cases.new_contact": Screen(
        "contact-vastleggen",
        "Contact vastleggen",
        "werk",
        (
            "Hier legt u onderweg een poging of een gesprek vast, op één scherm.",
            "Bovenaan staan de vijf casussen die u het laatst opende, met Toon namen ook wie.",
            "Staat uw casus er niet bij, kies dan Een andere casus en typ het nummer.",
            "Sluit u de pagina voordat u vastlegt, dan kan uw tekst weg zijn.",
        ),
    ),
    "cases.withdraw_contact": Screen(
        "contactmoment-intrekken",
        "Contactmoment intrekken",
        "casus",
        (
            "Een contactmoment verandert niet: klopt het niet, dan trekt u het in met een reden.",
            "Het telt dan niet meer mee voor de termijn.",
            "Wat er stond, blijft verzegeld bewaard bij de casus.",
        ),
    ),
    "cases.move_contact": Screen(
        "contactmoment-verplaatsen",
        "Contactmoment verplaatsen",
        "casus",
        (
            "Stond een contactmoment bij de verkeerde casus, dan verplaatst u het met een reden.",
            "De tekst staat daarna bij de andere casus en is hier weg.",
        ),
    ),
    "cases.visit_rule": Screen(
        "wie-gaat-langs",
        "Wie gaat langs?",
        "casus",
        (
            "De regie legt hier vast wie niet alleen gaat, of niet met wie.",
            "Wie langsgaat, ziet het bovenaan de casus bij Bereiken.",
            "Schrijf niet op waarom een collega niet gaat.",
        ),
    ),
    "cases.out_of_sight": Screen(
        "uit-beeld",
        "Is betrokkene uit beeld?",
        "casus",
        (
            "Is er vaak niemand bereikt, dan krijgt de casusregisseur deze vraag.",
            "Er gebeurt niets vanzelf: u antwoordt, en schrijft op wat u doet.",
        ),
    ),
    "cases.evaluations": Screen(
        "evaluatie",
        "Evaluatie",
        "casus",
        (
            "Hier ziet u of de aanpak nog nodig is, in verhouding staat en op het goede niveau is.",
            "Ernaast staat wat collega’s voorstellen: nazorg, afsluiten of opschalen.",
            "Een bijdrage telt als gebruikt als iemand haar noemde sinds de vorige evaluatie.",
        ),
    ),
    "cases.evaluate": Screen(
        "evalueren",
        "Evalueren",
        "casus",
        (
            "Beantwoord de drie vragen en schrijf op wat werkte en wat niet.",
            "Vink de bijdragen aan waarop u steunt.",
            "Kies wat er nu gebeurt; een voorstel gaat meteen naar wie erover gaat.",
            "Wat u bewaart, verandert niet meer, en de volgende termijn begint.",
        ),
    ),
    "cases.propose": Screen(
        "voorstel-doen",
        "Voorstel doen",
        "casus",
        (
            "U stelt nazorg, afsluiten of opschalen voor, met een reden.",
            "Opschalen gaat naar de coördinator, de rest naar de procesregisseur.",
            "Is die er niet? Een collega van team Veiligheid of de coördinator antwoordt ook.",
        ),
    ),
    "cases.answer_proposal": Screen(
        "voorstel-beantwoorden",
        "Voorstel beantwoorden",
        "casus",
        (
            "Neem het voorstel aan of niet, en schrijf op waarom.",
            "Wie het deed, ziet uw antwoord bij Voor u.",
            "Aannemen zet de stap zelf nog niet.",
        ),
    ),
    "cases.informing": Screen(
        "informeren",
        "Informeren",
        "casus",
        (
            "Hier ziet u wie weet dat er een casus is, en wie het nog moet horen.",
            "Onder de 16 hoort de gezaghebbende het, vanaf 12 hoort het kind het zelf ook.",
            "Zonder bericht of geldig uitstel begint de uitvoering niet.",
        ),
    ),
    "cases.tell": Screen(
        "brief-of-gesprek",
        "Brief of gesprek vastleggen",
        "casus",
        (
            "Leg vast wie u informeerde, wanneer en hoe.",
            "U kunt meer mensen tegelijk kiezen.",
            "Pas wie alles hoorde wat moet, weet het.",
            "Hoorde iedereen het die het moet weten, dan is deze stap klaar.",
        ),
    ),
    "cases.authority": Screen(
        "gezag",
        "Wie heeft gezag?",
        "casus",
        (
            "Zeg van elk kind wie gezag heeft.",
            "Elke gezaghebbende moet het horen.",
            "Weet u het nog niet, kies dan tot welke dag u het uitzoekt.",
        ),
    ),
    "cases.postpone": Screen(
        "informeren-uitstellen",
        "Informeren uitstellen",
        "casus",
        (
            "Uitstel kan alleen met een grond, en niet voor altijd.",
            "Schrijf op wie besloot en wanneer u opnieuw kijkt.",
            "Op die dag staat de casus weer bij uw werk.",
        ),
    ),
    "cases.flag": Screen(
        "vlag-zetten",
        "Een vlag zetten",
        "casus",
        (
            "Een vlag is een notitie met een dag om opnieuw te kijken.",
            "Schrijf feiten op, geen oordelen.",
            "De vlag staat tot die dag bij Nu te doen.",
        ),
    ),
    "cases.close_flag": Screen(
        "vlag-sluiten",
        "Een vlag sluiten",
        "casus",
        (
            "U sluit een vlag met een slotregel.",
            "Vlag en slotregel blijven leesbaar.",
        ),
    ),
    "cases.hand_over": Screen(
        "werk-overdragen",
        "Werk overdragen",
        "werk",
        (
            "Gaat een collega weg, dan draagt u hier de casussen in één keer over.",
            "Kies wie weggaat en wie overneemt.",
            "Er verandert niets voordat de ander het aanneemt.",
        ),
    ),
    "cases.offer": _OFFER,
    "cases.accept_offer": _OFFER,
    "cases.refuse_offer": _OFFER,
    "settings.term": Screen(
        "een-termijn",
        "Een termijn",
        "toezicht",
        (
            "U ziet de waarde van nu, wat ervoor gold en wat nog komt.",
            "Bij elke waarde staat wie hem zette, wanneer en waarom.",
        ),
    ),
    "settings.change": Screen(
        "termijn-wijzigen",
        "Een termijn wijzigen",
        "toezicht",
        (
            "Geef de nieuwe waarde, de dag waarop hij begint en de reden.",
            "U ziet eerst welke lopende termijnen dit raakt.",
            "Wat al loopt, houdt zijn datum.",
        ),
    ),
    "settings.withdraw": Screen(
        "waarde-intrekken",
        "Een waarde intrekken",
        "toezicht",
        (
            "Een waarde die nog moet beginnen, kunt u intrekken.",
            "Geef de reden; die blijft leesbaar.",
        ),
    ),
    "settings.town": Screen(
        "gemeente",
        "Gemeente",
        "toezicht",
        (
            "Hier staan de gegevens van uw gemeente, zoals de FG, het convenant en de DPIA.",
            "Elke wijziging krijgt een dag en een reden.",
        ),
    ),
    "partners.index": Screen(
        "partners",
        "Partners",
        "toezicht",
        (
            "Hier staan de organisaties waarmee u werkt.",
            "Alleen wie mag aanmelden, staat op het aanmeldformulier.",
            "De beheerder verandert de lijst, en de FG leest mee.",
        ),
    ),
    "partners.partner": Screen(
        "partner",
        "Een partner",
        "toezicht",
        (
            "U ziet wat er nu geldt voor deze organisatie.",
            "Daaronder staat elke wijziging, met wie, wanneer en waarom.",
        ),
    ),
    "partners.new": Screen(
        "partner-nieuw",
        "Nieuwe organisatie",
        "toezicht",
        (
            "Leg de organisatie vast, en of zij mag aanmelden.",
            "Schrijf op waar dat staat, bijvoorbeeld in het convenant.",
        ),
    ),
    "partners.change": Screen(
        "partner-wijzigen",
        "Organisatie wijzigen",
        "toezicht",
        (
            "Verander wat niet meer klopt, of geef de organisatie een laatste dag.",
            "Wat zij eerder aanmeldde, blijft staan met haar naam.",
        ),
    ),
    "settings.retention": Screen(
        "bewaartermijnen",
        "Bewaartermijnen",
        "toezicht",
        (
            "Hier staat per soort wat de selectielijst zegt, en hoe dit systeem telt.",
            "Wat open is, staat nog nergens: vraag het aan de FG en de archivaris.",
            "De dag waarop een dossier weggaat, volgt uit de soort en het begin van elk einde.",
        ),
    ),
    "settings.change_retention": Screen(
        "bewaartermijn-wijzigen",
        "Een bewaartermijn vastleggen",
        "toezicht",
        (
            "Neem over wat de selectielijst zegt: resultaat, termijn, begin en artikel.",
            "Laat leeg wat u niet weet, en geef de dag en de reden.",
            "Het getal waarmee het systeem telt, zet u bij Termijnen en aantallen.",
        ),
    ),
    "settings.change_town": Screen(
        "gemeente-wijzigen",
        "Gemeente wijzigen",
        "toezicht",
        (
            "Verander alleen wat anders is.",
            "Geef de dag waarop het begint, en de reden.",
        ),
    ),
    "settings.change_colours": Screen(
        "huisstijl",
        "Huisstijl",
        "toezicht",
        (
            "Kies de drie kleuren van uw gemeente.",
            "We rekenen na of alles goed te lezen is.",
            "Is het contrast te klein, dan zeggen we welk paar het is.",
        ),
    ),
    "settings.change_logo": Screen(
        "logo",
        "Logo",
        "toezicht",
        (
            "Kies een PNG; we bewaren alleen het beeld, niet wat er verder in het bestand zit.",
            "Het logo staat dan boven elke pagina en op wat iemand afdrukt.",
            "Wilt u geen logo meer, kies dan een dag en geef de reden.",
        ),
    ),
    "settings.withdraw_logo": Screen(
        "logo-intrekken",
        "Een logo intrekken",
        "toezicht",
        (
            "Een logo dat nog moet beginnen, kunt u intrekken.",
            "Schrijf op waarom; dat blijft te lezen.",
        ),
    ),
    "settings.code_list": Screen(
        "lijsten",
        "Lijsten",
        "toezicht",
        (
            "Hier staat hoe elke keuze op het aanmeldformulier heet.",
            "Een keuze kan een andere naam krijgen, of uitgaan vanaf een dag.",
            "Wat al is aangemeld, houdt de naam van de dag van ontvangst.",
            "Bij de plankeuring zet u een regel uit of aan; op elk plan staat wat uit is.",
            "Ook de FG leest deze lijst.",
        ),
    ),
    "settings.change_entry": Screen(
        "keuze-wijzigen",
        "Een keuze wijzigen",
        "toezicht",
        (
            "Geef de nieuwe naam, of zet de keuze uit, met een dag en een reden.",
            "U ziet eerst hoeveel lopende casussen deze keuze hebben.",
            "Een keuze die uit is, blijft leesbaar waar zij al stond.",
        ),
    ),
    "settings.withdraw_entry": Screen(
        "keuze-intrekken",
        "Een wijziging van een keuze intrekken",
        "toezicht",
        (
            "Een wijziging die nog moet beginnen, kunt u intrekken.",
            "Schrijf op waarom u intrekt; dat blijft te lezen.",
        ),
    ),
    "settings.reglement": Screen(
        "reglement",
        "Wat het reglement nog moet bepalen",
        "toezicht",
        (
            "Dit zijn waarden die nog een voorstel zijn, of nog leeg.",
            "Bij elk staat de vraag en aan wie u die stelt.",
            "Is het antwoord er, bevestig het dan met een reden.",
        ),
    ),
    "settings.confirm": Screen(
        "voorstel-bevestigen",
        "Een voorstel bevestigen",
        "toezicht",
        (
            "Bevestig een waarde als degene die erover gaat het ermee eens is.",
            "Schrijf op wie dat was en waar het staat.",
        ),
    ),
    "help.index": Screen(
        "alle-hulp",
        "Hulp",
        "hulp",
        (
            "Hier staat bij elk scherm waar het voor is.",
            "Op elk scherm vindt u de tekst van dat scherm bij het vraagteken bovenaan.",
        ),
    ),
    "help.screen": Screen(
        "hulp-bij-een-scherm",
        "Hulp bij een scherm",
        "hulp",
        (
            "Hier leest u waar één scherm voor is en wie het ziet.",
            "Ga met de knop Vorige van uw browser terug naar uw werk.",
        ),
    ),
    "help.words": Screen(
        "woordenlijst",
        "Woordenlijst",
        "hulp",
        (
            "Hier staat wat de woorden in dit systeem betekenen.",
            "Zoek op de pagina met Ctrl en F.",
            "Iedereen mag deze lijst lezen.",
        ),
    ),
    "help.news": Screen(
        "nieuw-in-deze-versie",
        "Nieuw in deze versie",
        "hulp",
        (
            "Hier leest u wat er anders is in deze versie.",
            "Onder Dat kan nog niet staat wat u nog op een andere manier doet.",
        ),
    ),
    "help.about": Screen(
        "over-dit-systeem",
        "Over dit systeem",
        "hulp",
        (
            "Hier staat welke versie u gebruikt en wie u iets kunt vragen.",
            "Staat er nog niemand, vraag het dan de beheerder.",
        ),
    ),
    "help.accessibility": Screen(
        "toegankelijkheid",
        "Toegankelijkheid",
        "hulp",
        (
            "Hier staat hoe goed dit systeem te gebruiken is voor iedereen.",
            "Lukt u iets niet, dan leest u hier waar u dat meldt.",
            "Iedereen mag deze pagina lezen.",
        ),
    ),
    "parts.index": Screen(
        "onderdelen",
        "Onderdelen",
        IN_DEMO_ONLY,
        (
            "Hier staan alle onderdelen van de schermen naast elkaar.",
            "Alles op deze pagina is verzonnen.",
        ),
    ),
}
FAILURE: Final = Screen(
    "als-iets-niet-kan",
    "Als iets niet kan",
    "hulp",
    (
        "Op deze pagina staat waarom iets niet kan en wat u wel kunt doen.",
        "Een casus die niet voor u is, ziet er hetzelfde uit als een casus die niet bestaat.",
        "Staat er een nummer, geef dat dan door aan wie u helpt.",
    ),
)


def screens() -> dict[str, Screen]:
    """Return all screens by the place of their text."""
    return {one.slug: one for one in (*SCREENS.values(), FAILURE)}


def screens_of(group: str) -> list[Screen]:
    """Return the screens of one part of the work, in the order of this file."""
    return [one for one in screens().values() if one.group == group]
