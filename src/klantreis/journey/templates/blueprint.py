"""The service blueprint: what the customer sees, and what must happen behind it."""

from __future__ import annotations

from klantreis.journey.templates import lanes
from klantreis.journey.templates.said import (
    APP,
    EMAIL,
    PERSON,
    PHONE,
    WEB,
    PhaseText,
    Said,
    Template,
    TouchpointText,
)

REQUEST = PhaseText(
    Said("Aanvraag", "Request"),
    Said("De vraag in één keer goed neerleggen.", "Put the request in right the first time."),
    Said("Wat moet ik aanleveren, en wanneer hoor ik iets?", "What must I supply, and when will I hear?"),
    (
        TouchpointText(
            Said("Aanvraag indienen", "Submitting a request"),
            WEB,
            "online",
            {
                "text": Said("Aanvraagformulier, bevestigingspagina", "Request form, confirmation page"),
                "actions": Said(
                    "Vult het formulier in en voegt stukken toe.", "Fills in the form and attaches documents."
                ),
                "front_stage": Said(
                    "Formulier controleert meteen op volledigheid.", "The form checks completeness at once."
                ),
                "back_stage": Said(
                    "Intake kent de aanvraag toe aan een behandelaar.", "Intake assigns the request to a handler."
                ),
                "systems": Said("Website, zaaksysteem", "Website, case system"),
                "pains": Said(
                    "Klant weet niet welk stuk nodig is.", "The customer does not know which document is needed."
                ),
            },
        ),
        TouchpointText(
            Said("Ontvangstbevestiging", "Acknowledgement"),
            EMAIL,
            "online",
            {
                "text": Said("E-mail met zaaknummer en termijn", "E-mail with case number and term"),
                "back_stage": Said("Bevestiging gaat automatisch uit.", "The acknowledgement is sent automatically."),
                "systems": Said("Zaaksysteem, e-maildienst", "Case system, e-mail service"),
            },
        ),
    ),
)

INTAKE = PhaseText(
    Said("Intake", "Intake"),
    Said("Begrepen worden en weten waar je aan toe bent.", "Be understood and know where you stand."),
    Said("Wie helpt mij, en hoe ziet het vervolg eruit?", "Who helps me, and what comes next?"),
    (
        TouchpointText(
            Said("Intakegesprek", "Intake interview"),
            PHONE,
            "both",
            {
                "actions": Said("Licht de situatie toe en stelt vragen.", "Explains the situation and asks questions."),
                "front_stage": Said(
                    "Adviseur luistert, vat samen en spreekt een plan af.",
                    "The adviser listens, sums up and agrees a plan.",
                ),
                "back_stage": Said(
                    "Adviseur legt afspraken vast in het dossier.", "The adviser records what was agreed."
                ),
                "systems": Said("Telefooncentrale, klantsysteem", "Telephony, CRM"),
                "kpis": Said("Aandeel intakes binnen twee werkdagen.", "Share of intakes within two working days."),
            },
            moment_of_truth=True,
        ),
    ),
)

PERFORMANCE = PhaseText(
    Said("Uitvoering", "Performance"),
    Said("De dienst krijgen zoals afgesproken.", "Get the service as agreed."),
    Said("Hoe ver is het, en verandert er iets aan de afspraak?", "How far is it, and has anything changed?"),
    (
        TouchpointText(
            Said("Voortgang bekijken", "Checking progress"),
            APP,
            "online",
            {
                "text": Said("Statusoverzicht met de volgende stap", "Status overview with the next step"),
                "actions": Said("Kijkt waar de zaak staat.", "Checks where the case stands."),
                "pains": Said(
                    "Status blijft dagen op ‘in behandeling’ staan.", "The status says ‘in progress’ for days."
                ),
                "opportunities": Said(
                    "Meld vertraging voordat de klant ernaar vraagt.", "Report a delay before the customer asks."
                ),
            },
        ),
        TouchpointText(
            Said("Dienstverlening", "Service encounter"),
            PERSON,
            "offline",
            {
                "text": Said("Ruimte, kleding, materiaal", "Room, clothing, material"),
                "actions": Said(
                    "Ontvangt de dienst en stelt bij waar nodig.", "Receives the service and adjusts where needed."
                ),
                "front_stage": Said(
                    "Medewerker voert uit en legt uit wat er gebeurt.", "The employee performs and explains."
                ),
                "back_stage": Said(
                    "Planning zorgt voor de juiste mensen en middelen.", "Planning provides the right people and means."
                ),
                "systems": Said("Planningssysteem", "Planning system"),
            },
            moment_of_truth=True,
        ),
    ),
)

COMPLETION = PhaseText(
    Said("Afronding", "Completion"),
    Said("Zeker weten dat het klaar is en klopt.", "Be sure that it is done, and right."),
    Said("Wat is het resultaat, en wat kost het?", "What is the result, and what does it cost?"),
    (
        TouchpointText(
            Said("Oplevering", "Handover"),
            PERSON,
            "both",
            {
                "actions": Said("Controleert het resultaat.", "Checks the result."),
                "front_stage": Said(
                    "Medewerker loopt het resultaat met de klant na.",
                    "The employee walks the customer through the result.",
                ),
            },
        ),
        TouchpointText(
            Said("Factuur", "Invoice"),
            EMAIL,
            "online",
            {
                "text": Said("Factuur met een begrijpelijke toelichting", "Invoice with a clear explanation"),
                "back_stage": Said("Administratie factureert na oplevering.", "Accounts invoice after handover."),
                "systems": Said("Financieel systeem", "Finance system"),
                "pains": Said("Factuur wijkt af van de offerte.", "The invoice differs from the quote."),
            },
        ),
    ),
)

AFTERCARE = PhaseText(
    Said("Nazorg", "Aftercare"),
    Said("Erop kunnen rekenen, ook daarna.", "Be able to rely on it, afterwards too."),
    Said("Bij wie kan ik terecht als er iets is?", "Whom can I turn to when something is up?"),
    (
        TouchpointText(
            Said("Evaluatie", "Evaluation"),
            EMAIL,
            "both",
            {
                "actions": Said("Geeft een oordeel in een korte vragenlijst.", "Gives a verdict in a short survey."),
                "back_stage": Said(
                    "Kwaliteitsteam bespreekt de antwoorden maandelijks.",
                    "The quality team discusses the answers monthly.",
                ),
                "opportunities": Said(
                    "Bel bij een lage score binnen een werkdag terug.",
                    "Call back within a working day after a low score.",
                ),
                "kpis": Said("Klanttevredenheid per behandelaar en per maand.", "Satisfaction per handler and month."),
            },
        ),
    ),
)

BLUEPRINT = Template(
    "blueprint",
    Said("Service blueprint", "Service blueprint"),
    Said(
        "Wat de klant ziet, wat medewerkers doen en welke systemen dat dragen, onder elkaar. Past bij dienstverlening "
        "waar meerdere teams aan één klant werken.",
        "What the customer sees, what employees do and which systems carry it, one below the other. Suits services in "
        "which several teams work for one customer.",
    ),
    (REQUEST, INTAKE, PERFORMANCE, COMPLETION, AFTERCARE),
    lanes.BLUEPRINT,
)
