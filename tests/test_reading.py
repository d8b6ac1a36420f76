"""Chat spelling and romanised Hindi are read as English questions; English and names are left as they are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ask import Assistant
from assistant.hindi.words import is_romanised_hindi, load_lexicon
from assistant.question import read_question
from assistant.reading import Reader, reader_of
from assistant.spelling import Speller

GUIDE = {
    **dict.fromkeys(["lighthouse", "keeper", "keepers", "lamp", "lamps", "harbour", "fog", "signal", "signals"], 5),
    **dict.fromkeys(["salary", "fresher", "senior", "developers", "degree", "interview", "portfolio", "roadmap"], 9),
    **dict.fromkeys(["machine", "learning", "data", "science", "engineer", "deployment", "exam", "duty"], 4),
}
ENGLISH_TEXT = """python coding night shift company tools project projects topics skills rope boat captain sea course
job step what how the is are can tell me about good music word words time in of to for and find read write go table"""
ENGLISH = set(ENGLISH_TEXT.split())
HINDI = "kya kitna kitne ki ka ke me se ko hai banne lagta salary keeper step aur ya nahi to chahiye 2"
READER = Reader(Speller(GUIDE, ENGLISH.__contains__))


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("hw mch tym", "how much time"),
        ("wats d salary of a keepr", "what is the salary of a keeper"),
        ("howmuch salary for mid lvl", "how much salary for mid level"),
        ("how manysteps are there", "how many steps are there"),
        ("wat r the stps in roadmap", "what are the steps in roadmap"),
        ("plz tel me abt intervew", "please tell me about interview"),
        ("hw long 2 become keeper", "how long to become keeper"),
        ("tools 4 deploymnt plz", "tools for deployment please"),
        ("step2 of the roadmap", "step 2 of the roadmap"),
        ("2yrs exp salary", "2 years experience salary"),
        ("freshersalary", "fresher salary"),
        ("do i need masters", "do i need master's degree"),
        ("is a masters degree needed", "is a master's degree needed"),
        ("salary after 3yrs in govt job", "salary after 3 years in government job"),
        ("diff b/w lamp n signal", "difference between lamp and signal"),
        ("do v hav night duty", "do we have night duty"),
        ("y is fog dangerous", "why is fog dangerous"),
        ("is 40 2 late", "is 40 too late"),
        ("wfh jobs", "work from home jobs"),
        ("wats lamp usd 4", "what is lamp used for"),
        ("salary usd for keeper", "salary usd for keeper"),
        ("how lng", "how long"),
        ("whst is lamp", "what is lamp"),
        ("sakary of keeper", "salary of keeper"),
    ],
)
def test_chat_spelling_is_written_out(message: str, read: str) -> None:
    assert READER.read(message) == read


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("ML vs DS", "machine learning vs data science"),
        ("MLE salary", "machine learning engineer salary"),
        ("NLP topics", "NLP topics"),  # the guide does not know the long form
        ("SDE salary", "SDE salary"),
    ],
)
def test_an_abbreviation_is_expanded_only_where_the_guide_knows_the_long_form(message: str, read: str) -> None:
    assert READER.read(message) == read


def test_what_the_guide_itself_writes_short_is_left_short() -> None:
    reader = Reader(Speller({"ppl": 3, "min": 1, "machine": 1, "learning": 1, "ml": 2, "r": 2}, ENGLISH.__contains__))

    assert reader.read("is PPL valid, min age") == "is PPL valid, min age"
    assert reader.read("ML tools") == "ML tools"
    assert reader.read("what is R") == "what is R"
    assert READER.read("which R packages should i learn") == "which R packages should i learn"  # the language
    assert READER.read("which r the best colleges") == "which are the best colleges"


def test_a_name_that_a_guide_writes_in_capitals_is_no_hindi_word() -> None:
    reader = Reader(Speller({"khan": 2, "academy": 2, "free": 3}, ENGLISH.__contains__))

    assert reader.read("Khan Academy free hai kya") == "is Khan Academy free"
    assert reader.read("khan se seekhu") == "where to learn"


@pytest.mark.parametrize(
    ("message", "read"),
    [
        # how much
        ("fresher ki salary kitni hai", "how much is the salary of fresher"),
        ("fresher ko kitni salary milti hai", "how much salary does fresher get"),
        ("senior keeper kitna kamata hai", "how much does senior keeper earn"),
        ("keeper ko kitna milta hai", "how much does keeper get paid"),
        ("course ki fees kitni hai?", "how much are the fees of course?"),
        ("slary kitna milta h", "how much is the salary"),
        ("course karne me kitna kharcha aata hai", "how much is the cost to do course"),
        # how long
        ("python seekhne mein kitne hafte lagenge?", "how many weeks does it take to learn python?"),
        ("keeper banne me kitna time lagega", "how long does it take to become keeper"),
        ("course kitne saal ka hai", "how many years is the course"),
        ("kitne mahine lgte hai keeper bnne me", "how many months does it take to become keeper"),
        ("kitna time lagega", "how long will it take"),
        # how many
        ("portfolio me kitne project hone chahiye", "how many projects are needed in portfolio"),
        ("roadmap mein total kitne step hai", "how many steps are there in roadmap in total"),
        ("kam se kam kitne marks chahiye", "how many marks are needed at minimum"),
        # what, which, who
        ("keeper kya karta hai", "what does keeper do"),
        ("lamp kya hota hai", "what is lamp"),
        ("fog signal kise kehte hai", "what is fog signal"),
        ("step 3 ke baad kya aata hai", "what comes after step 3"),
        ("step 2 me kya padhna padta hai", "what should i study in step 2"),
        ("interview mein kya kya poochte hain", "what all is asked in interview"),
        ("kaun sa tools seekhna chahiye", "which tools should i learn"),
        ("fog signal ke liye kaun se tools use hote hai", "which tools are used for fog signal"),
        ("lamp aur signal me kya fark hai", "what is the difference between lamp and signal"),
        ("lamp ya signal, kaun sa behtar hai", "lamp or signal, which is better"),
        ("sabse zyada salary kis step me hai", "in which step is the highest salary"),
        # how, where, when, why
        ("keeper kaise bane", "how to become keeper"),
        ("kese bne keeper", "how to become keeper"),
        ("interview ki taiyari kaise kare", "how to prepare for interview"),
        ("python kahan se seekhe", "where to learn python"),
        ("exam kab hota hai", "when is exam"),
        # yes or no
        ("kya python zaroori hai?", "is python necessary?"),
        ("keeper ke liye degree zaroori hai kya", "is degree necessary for keeper"),
        ("zruri h kya degree", "is degree necessary"),
        ("bina degree ke keeper ban sakte hai kya", "can i become keeper without degree"),
        ("kya bina degree ke naukri mil sakti hai", "can i get job without degree"),
        ("night duty karni padti hai kya", "is it necessary to do night duty"),
        ("coding nahi aati to keeper ban sakte hai kya", "can i become keeper without coding"),
        # a telling, and phrases
        ("mai keeper hu 4 saal se, mujhe kitna time lagega", "i am keeper for 4 years, how long will it take for me"),
        ("16 saal ka hu kya keeper ban sakta hu", "i am 16 years old, can i become keeper"),
        ("mujhe coding nahi aati kya main keeper ban sakta hu", "i do not know coding, can i become keeper"),
        ("mere paas degree nahi hai kya main apply kar sakta hu", "can i apply without degree"),
        ("keeper hoon 4 saal se", "i am keeper for 4 years"),
        ("fail ho gaya to?", "what if i fail?"),
        ("aur agar keeper hoon to?", "what if i am keeper?"),
        ("degree nahi ho to", "what if i have no degree"),
        ("ye course kiske liye hai", "who is this course for"),
        ("job lagwane me madad milti hai kya", "do i get help in placement"),
        ("india mein karein ya bahar", "should i do in india or abroad"),
        # several, places, days and times
        ("lighthouse me kaun kaun si lamp hoti hai", "which lamps are there in lighthouse"),
        ("saare signal bata do", "tell me all signals"),
        ("kitne log har saal pass hote hai", "how many people every year pass"),
        ("keeper ki salary mumbai mein", "salary of keeper in mumbai"),
        ("sunday ko chutti milti hai kya", "do i get leave on sunday"),
        ("exam saal mein kab hota hai", "when is exam in a year"),
        ("pehle saal me kitna kama sakte hai", "how much can i earn in first year"),
        ("30 ki umar me switch kar sakte hai", "can i switch at the age of 30"),
        # who does it, what is done, what it is like
        ("kya ladkiyan keeper ban sakti hai", "can girls become keeper"),
        ("freshers ko kaun hire karta hai", "who hires freshers"),
        ("konse tools use karte hai", "which tools are used"),
        ("harbour ka material kaafi hai kya", "is material of harbour enough"),
        ("kya mahilao ke liye safe hai", "is it safe for women"),
        ("admission kab shuru hoga", "when will admission start"),
        ("night shift karni padti hai kya", "is it necessary to do night shift"),
        ("kitni padhai honi chahiye", "which qualification is needed"),
        ("batch hai kya aapke yahan", "is there batch in your institute"),
        ("harbour me kitni chutti milti hai", "how much leave is given in harbour"),
        ("lamp ka matlab samjhao", "explain meaning of lamp"),
        ("aur senior ka?", "and senior?"),
        ("nahi, mera matlab senior", "no, i meant senior"),
        ("fresher ko night duty milegi", "can fresher get night duty"),  # it asks without "kya" too
        ("keeper hindi me hota hai kya", "is there keeper in hindi"),
        ("notice period kitna hota hai", "how long is the notice period"),
        ("kitne logo ko job milti hai", "how many people get job"),
        ("bina degree wale ko naukri milegi", "can i get job without degree"),
        ("salary batao fresher ki", "tell me salary of fresher"),
        ("kya galti nahi karni chahiye", "which mistakes should i avoid"),
        ("kya ye sach hai ki degree zaroori hai", "is degree necessary"),
        ("signal ke naam batao", "tell me names of signal"),
        ("job nahi lagi to paise wapas milenge?", "can i get refund without job?"),
        ("fresher ki salary", "salary of fresher"),
    ],
)
def test_romanised_hindi_is_read_as_an_english_question(message: str, read: str) -> None:
    assert READER.read(message) == read


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("keeper ki salary kitni hai", "amount"),
        ("keeper kitna kama leta hai", "amount"),
        ("keeper banne mein kitna samay lagta hai", "duration"),
        ("kitne step hain", "count"),
        ("keeper kaise bante hain", "how_to"),
        ("lamp kya hai", "definition"),
        ("lamp aur fog mein antar", "comparison"),
        ("step 2 ke pehle kya aata hai", "order"),
        ("kaun si companies hire karti hain", "organisation"),
        ("keeper kahan kaam karta hai", "place"),
        ("lamp kyun zaroori hai", "reason"),
    ],
)
def test_the_kind_of_answer_is_the_one_that_the_hindi_asks_for(message: str, kind: str) -> None:
    assert kind in read_question(READER.read(message)).kinds


@pytest.mark.parametrize(
    "spelling", ["zaroori", "zaruri", "jaruri", "jaroori", "zarooree", "zruri", "jaruree", "zaroorii"]
)
def test_one_word_is_known_in_its_many_spellings(spelling: str) -> None:
    assert READER.read(f"degree {spelling} hai kya") == "is degree necessary"


@pytest.mark.parametrize(
    "message", ["kya degree chahiye", "degree zaroori hai kya", "keeper ban sakte hai", "kya fog hai"]
)
def test_a_question_for_yes_or_no_stays_one(message: str) -> None:
    assert read_question(READER.read(message)).yes_no


@pytest.mark.parametrize(
    "message",
    [
        "what does a fresher earn?",
        "is it in the main table",
        "Go to Mumbai",
        "tell me about the course",
        "salary in the US",
        "step 2 or step 4",
        "is R good for data science",
        "4 projects in 2 years",
        "",
    ],
)
def test_english_is_left_as_it_is(message: str) -> None:
    assert READER.read(message) == message
    assert not is_romanised_hindi(message)


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("n AI researcher?", "and AI researcher?"),
        ("cn i join widout maths", "can i join without maths"),
        ("hr round kya hota hai", "what is hr round"),
        ("maths me kya kya padna h", "what all should i study in maths"),
    ],
)
def test_short_words_of_chats_are_read(message: str, read: str) -> None:
    assert READER.read(message) == read


@pytest.mark.parametrize("message", ["what is a PPL", "how much does CERT pay", "the MAX rank"])
def test_a_short_form_in_capitals_is_a_name(message: str) -> None:
    assert READER.read(message) == message


GUIDES = [
    "Salary of a cybersecurity guard. Shops break even late. Security+ is an exam. Colour blindness. A mid-size firm. "
    "An X-ray and a co-pilot."
]
OF_GUIDES = reader_of(GUIDES, ENGLISH.__contains__)


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("cyber security salary", "cybersecurity salary"),
        ("wat is cyber securty", "what is cybersecurity"),
        ("breakeven time", "break even time"),
        ("shop brk evn time", "shop break even time"),
        ("im colorblind", "im colour blind"),
        ("security plus exam", "security+ exam"),
        ("mid size frm salary", "mid size firm salary"),
        ("xray of a copilot", "x-ray of a co-pilot"),
    ],
)
def test_words_are_joined_and_parted_as_the_guide_writes_them(message: str, read: str) -> None:
    assert OF_GUIDES.read(message) == read


@pytest.mark.parametrize(
    "message", ["salary from home", "night security", "is a plus exam hard", "brk", "the even shop"]
)
def test_words_that_the_guide_writes_otherwise_are_left_alone(message: str) -> None:
    assert OF_GUIDES.read(message) == message


@pytest.mark.parametrize("name", ["DevOps", "Ireland", "Infosys", "Zomato", "Kubernetes", "Groww", "Upgrad", "Flutter"])
def test_a_name_is_a_name_in_english_and_in_hindi(name: str) -> None:
    assert name in READER.read(f"{name} salary")
    assert name in READER.read(f"{name} me salary kitni hai")


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("fresher की salary कितनी है", "how much is the salary of fresher"),
        ("keeper कैसे बने", "how to become keeper"),
        ("lamp क्या है", "what is lamp"),
    ],
)
def test_devanagari_between_latin_words_is_read_with_them(message: str, read: str) -> None:
    assert READER.read(message) == read


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.text(max_size=60))
def test_reading_any_text_gives_a_text(text: str) -> None:
    assert isinstance(READER.read(text), str)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.lists(
        st.sampled_from(sorted({*HINDI.split(), *load_lexicon().exact})),
        max_size=9,
    )
)
def test_reading_any_order_of_hindi_words_keeps_every_name(words: list[str]) -> None:
    read = READER.read(" ".join(words)).lower()

    assert all(name in read for name in {"salary", "keeper", "step"} & set(words))


def test_reading_takes_well_under_a_millisecond() -> None:
    messages = [f"step {number} me kitne hafte lagte hain aur kya seekhna hai" for number in range(300)]
    READER.read("warm up ke liye")
    took = []
    for message in messages:
        started = time.thread_time()
        READER.read(message)
        took.append(time.thread_time() - started)

    assert sorted(took)[len(took) // 2] < 0.002


def test_the_answer_says_how_a_message_was_read(assistant: Assistant) -> None:
    answer = assistant.ask("fresher ki salary kitni hai")

    assert "₹4–8 LPA" in answer.text
    assert answer.interpreted_as == "how much is the salary of fresher"


def test_reading_opens_no_gate(assistant: Assistant) -> None:
    assert assistant.ask("Germany mein salary kitni hai").reason is not None
    assert assistant.ask("course ki fees kitni hai").reason is not None
    assert assistant.ask("devops engineer ki salary kitni hai").reason is not None
    assert assistant.ask("Infosys me fresher ko kitna milta hai").reason is not None
