"""The rules of how a message reads."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from warroom.scan.level import Level
from warroom.scan.reading import Reading
from warroom.scan.rule import CUSTOMER, EXECUTIVE, INTERNAL, Hit, Rule, blocks, warns
from warroom.scan.rules import length, style

_LONG = (
    "We have taken this up with the people who look after the export and they are now going through every single step"
    " of last night's run one after the other."
)


def _warning(
    id: str, title: str, find: Callable[[Reading], Iterable[Hit]], *, looks_for: str, why: str, source: str,
    way_out: str, fires: str, clean: str, less: Mapping[str, Level] = MappingProxyType({}), **more: object,
) -> Rule:  # fmt: skip
    return Rule(
        id=id, title=title, looks_for=looks_for, why=why, source=source, way_out=way_out,
        levels={**warns(CUSTOMER), **less}, find=find, fires=fires, clean=clean, given=more,
    )  # fmt: skip


_BLOCKING = (
    Rule(
        id="W18",
        title="Something was to be filled in.",
        looks_for="TODO, TBD, XX, ??, HH:mm, {{ }}, <name>, [insert …], a salutation without a name",
        why="It shows that nobody has read the message before it went out.",
        source="DFDS PM2024-001, three mybinder reports; documents.md W18",
        way_out="Fill it in, or take it out.",
        levels=blocks(CUSTOMER, EXECUTIVE, INTERNAL),
        find=style.placeholders,
        any_language=True,
        fires="Dear [NAME], your export failed at HH:MM.",
        clean="Dear Dana, your export failed at 02:10 CET; see [our notes](https://status.example.com).",
    ),
    Rule(
        id="W03",
        title="Somebody is blamed.",
        looks_for="careless, negligent, incompetent, sloppy, stupid, reckless, at fault, to blame, ridiculous",
        why="Blame answers no question of the reader's, and is quoted for years.",
        source="SREW-10; documents.md W03",
        way_out="Say what happened and what you change.",
        levels=blocks(CUSTOMER),
        find=style.phrases("blaming"),
        fires="A careless change stopped your export.",
        clean="Nobody is to blame for the wait, and the portal is fault tolerant.",
    ),
)
RULES = (
    *_BLOCKING,
    _warning(
        "B08", "The customer is blamed.", style.phrases("their fault"),
        looks_for="your team failed to, you should have, user error, a fault on your side",
        why="Right or wrong, it turns a fault into a quarrel.", source="domain.md 11.2",
        way_out="Say what was observed, and what each side can do next.",
        fires="Your team should have checked the file.", clean="Your team could not see the file.",
    ),
    _warning(
        "B09", "It speculates.", style.phrases("speculation"),
        looks_for="likely, probably, may be, we believe, should not happen again",
        why="The reader keeps the guess and forgets that it was one.", source="domain.md 11.2; PD-CL",
        way_out="Say what is known, and what is not known yet.",
        fires="It is probably a full disk.", clean="We do not want to speculate.",
    ),
    _warning(
        "B10", "A cause without anybody who acts.", style.agentless,
        looks_for="was deployed, was deleted, has been overlooked, in a sentence that tells the cause",
        why="Who hides the agent looks as if they had something to hide.", source="domain.md 11.2; TL",
        way_out="Say we: we deployed a change that …",
        fires="The failure was caused when a setting was changed.",
        clean="We changed a setting, and that caused the failure.",
    ),
    _warning(
        "B11", "It asks for too many years of school.", length.too_hard,
        looks_for="a Flesch-Kincaid grade above 12 in more than 60 English words",
        why="It is read on a telephone, in a corridor.", source="domain.md 11.2; Kincaid et al. 1975",
        way_out="Shorter sentences, shorter words.",
        fires="Notwithstanding comprehensive stabilisation activities undertaken by responsible organisations,"
        " considerable operational deterioration of interdependent infrastructure components continues to negatively"
        " influence the availability of individual functionalities, necessitating additional investigative procedures"
        " whose finalisation remains contingent upon the successful acquisition of supplementary diagnostic information"
        " from geographically distributed installations, the evaluation of which constitutes a prerequisite for"
        " authoritative communication concerning anticipated operational normalisation of your environment, for which"
        " the responsible organisation is extremely appreciative.",
        clean="Your export does not run. We are on it.",
    ),
    _warning(
        "B12", "A name as programs write it, or an acronym that is not spelled out.", length.hard_words,
        looks_for="acronyms without their meaning, snake_case and CamelCase; W12 of the reference",
        why="Every unknown word costs the reader the sentence.", source="PD-PT, PD-PW, TL; documents.md W12",
        way_out="Spell it out once, or use a plain word; known ones go into acronyms in .warroom/scan.toml.",
        fires="The QXR job claims_export_v2 stopped.", clean="The nightly job stopped; the API and the PDF are fine.",
    ),
    _warning(
        "W12", "Jargon.", style.phrases("jargon"),
        looks_for="words of our trade: failover, backend, latency, cluster",
        why="It tells the reader that the message was written for us.", source="PD-PT, PD-PW, TL; domain.md 11.2",
        way_out="Say what it means for the reader.",
        fires="The failover took an hour.", clean="The switch to the second machine took an hour.",
    ),
    _warning(
        "W13", "Any inconvenience.", style.phrases("inconvenience"),
        looks_for="the rote line on inconvenience", why="It says that we do not know what we did to them.",
        source="WEB; HMRC still prescribes it; documents.md W13", way_out="Name the effect: that your vans waited.",
        fires="We apologise for any inconvenience.", clean="We are sorry that your vans waited.",
    ),
    _warning(
        "W14", "It apologises twice, or with an if.", style.apologies,
        looks_for="a second apology in the same message; sorry if you were affected",
        why="One apology that names the effect is heard; the second one is noise.",
        source="PD-PT; Roschk and Kaiser 2013; documents.md W14", way_out="Apologise once, without an if.",
        fires="We are sorry for the wait. We apologise for the delay.", clean="We are sorry for the wait.",
    ),
    _warning(
        "W16", "It makes it smaller than it is.", style.minimisers,
        looks_for="minor, slight, briefly, only, just, some users may, while severity is 1 or 2, or not known",
        why="The reader measures it by their own day.", source="WEB; PD-CL; documents.md W16",
        way_out="Give the figure, or leave the word out.",
        fires="A minor interruption affects your labels.", clean="An interruption affects your labels.",
    ),
    _warning(
        "W06", "It shouts.", style.exclamations,
        looks_for="exclamation marks, very, extremely, disaster, nightmare", why="Calm is what is asked of us.",
        source="SREW-10; documents.md W06", way_out="Take it out.",
        fires="We are extremely sorry!", clean="We are sorry.",
    ),
    _warning(
        "W07", "It is called an outage.", style.outages,
        looks_for="outage, while the record does not say that all is down", why="The word is heard as all of it.",
        source="PD-PT, PD-PW; documents.md W07", way_out="Say incident, interruption, or what does not work.",
        fires="The outage began at 02:10 CET.", clean="The interruption began at 02:10 CET.",
    ),
    _warning(
        "W15", "A supplier is named as the cause, and nothing of ours.", style.suppliers,
        looks_for="supplier, vendor, provider as the cause, in a message without our own action",
        why="The reader bought from us.", source="WEB, split opinion; documents.md W15",
        way_out="Say beside it what we do.",
        fires="The fault lies with our provider.",
        clean="We are moving your traffic to a second provider.",
    ),
    _warning(
        "N02", "A percentage of what?", style.percents,
        looks_for="a percentage without its base", why="A share of nothing cannot be checked.",
        source="SREW-10, PD-PT; documents.md N02", way_out="Say of what, and in which time.",
        fires="The error rate is 12 %.", clean="12 % of your labels are printed late.",
    ),
    _warning(
        "N03", "Some, several, a few.", style.phrases("vague"),
        looks_for="a vague quantity of users, orders and the like", why="Everybody is sure to be among them.",
        source="SREW-10; documents.md N03", way_out="Give the figure, or say that you are counting.",
        fires="Some users cannot log in.", clean="We are counting how many users cannot log in.",
    ),
    _warning(
        "W21", "A long sentence.", length.long_sentences,
        looks_for="sentences of more than 25 words", why="Who is in a hurry reads the first half.",
        source="GOV.UK plain English, NOTIFY; documents.md W21", way_out="Make two of it.",
        fires=_LONG, clean="We have taken this up. The people who look after the export are going through every step.",
    ),
    _warning(
        "C11", "It is long.", length.too_long,
        looks_for="more words than the stage needs, a subject of more than 78 characters",
        why="A long message is read later.", source="documents.md 4a and C11; domain.md 11",
        way_out="Leave out what the reader does not need now.",
        fires="We are working on it with all of our people. " * 14, clean="We are restarting it now.", stage="first",
    ),
    _warning(
        "C08", "It is the message before, once more.", style.similar,
        looks_for="nine tenths of the words in the same runs as in the message before",
        why="After the third copy nobody opens the fourth.", source="PD-EC; documents.md C08",
        way_out="Say what changed, or what was tried and ruled out.",
        fires=_LONG, clean="We have gone through the run, and ruled out the file. Now we look at the printer queue"
        " and at its memory, and compare both with the night before.", last_sent=_LONG,
        less={"customer.no_change": Level.INFO},  # that nothing changed is what such a message says
    ),
    Rule(
        id="B14",
        title="The language is none that the rules know.",
        looks_for="a text in another language than English and German",
        why="What the scan cannot read, it must not call clean.",
        source="own",
        way_out="Have somebody read it who speaks the language.",
        levels=warns(CUSTOMER, EXECUTIVE, INTERNAL),
        find=length.unknown_language,
        any_language=True,
        fires="Votre export ne fonctionne plus depuis ce matin, nous travaillons à une solution.",
        clean="Your export does not work since this morning, and we are working on it.",
    ),
)  # fmt: skip
