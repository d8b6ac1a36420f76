"""Messages that ask nothing, and the one that must never be taken for a question: a cry for help."""

from __future__ import annotations

import pytest

from assistant.smalltalk import DEFAULT_CONTACT, smalltalk_kind, smalltalk_reply, unreadable_reply

KINDS = {
    "smalltalk_greeting": [
        "hi", "hii sir", "hey buddy", "namaste ji kaise ho", "kaise ho", "ram ram", "jai hind", "happy diwali",
        "namaste didi", "good mrng", "hey! how's it going?", "hi chatbot",
        "hy", "hello, i have a question", "can i ask something", "ek baat puchni thi", "mera ek doubt hai",
        "nice to meet you", "anyone there", "you there?", "good morning mam", "assalamualaikum",
    ],
    "smalltalk_thanks": [
        "thx bro", "tysm", "much appreciated", "no thanks", "nothing else, thanks", "lol", "ok", "k",
        "great! thanks a ton", "you cleared all my doubts, thanks", "that's helpful", "chalo theek hai",
        "thik h", "samajh gaya", "that helped a lot, thanks", "no more questions", "sorry", "one minute",
    ],
    "smalltalk_bye": [
        "bye", "gn", "have a nice day", "ok will check later", "ok thanks bye",
        "ok thank you so much bye", "thank you so much sir bye",
        "see you tomorrow", "alvida",
    ],
    "smalltalk_self": [
        "who are you, a robot?", "aap kaun ho", "tumhara naam kya hai", "kya aap insaan ho", "can i trust you",
        "which ai model are you", "what all can you tell me", "pls help", "aap kya kar sakte ho", "can you guide me",
        "where do you get your answers", "are your answers reliable", "hindi me baat karo", "is this a real person",
    ],
    "smalltalk_human": [
        "can i talk to a human", "i want to talk to a counsellor", "connect me to a counsellor",
        "counsellor se baat karni hai", "talk to agent", "real person please", "you are useless",
        "contact number", "can someone call me", "you didn't help me",
    ],
    "distress": [
        "i feel like killing myself", "i wish i was dead", "I wish I were never born", "i just want to disappear",
        "i failed everything and have no hope", "i dont see any point anymore", "I have nothing left to live for",
        "i want to sleep and never wake up", "thinking of hanging myself", "what's the point of living",
        "i have lost all hope", "can't live like this", "I am done with life", "i should just die",
        "main thak gaya hu zindagi se", "i hate my life", "nobody loves me", "i can't take it anymore",
        "depression me hu", "mar jaana chahta hu", "i feel like a failure",
        "i feel like giving up", "i am sad", "i am so stressed",
        "i feel like giving up on life", "mujhe marna hai", "i am so depressed i want to end it",
        "life is not worth it",
        "i am feeling very low and hopeless", "sab khatam ho gaya, jeene ka man nahi", "i want to die",
        "zindagi se thak gaya hu", "i failed again and i dont want to live", "there is no point in living",
    ],
}  # fmt: skip
QUESTIONS = [
    "is there no hope for arts students?", "i wish to be an ml engineer", "i hope to be hired",
    "what is the point of step 2",
    "i have no hope of a CS degree, is it needed?", "should i die-cut the model or 3d print it",
    "i dont see any point in a PhD, is it needed?", "how do i cut the time i take", "what is the use of learning SQL",
    "is the demand for engineers over", "who hires ml engineers", "what is a good portfolio", "how are interviews done",
    "is machine learning a dead end", "can i talk about my projects in the interview", "is it hard to end a project",
    "kaise bane ml engineer", "is there life after step 8", "should i give up maths",
    "will i be depressed by low pay in india", "is ml engineering stressful", "i am low on maths, is it ok",
    "can you guide me on step 2", "what should i ask in the interview", "is failure common in interviews",
    "who developed python", "which model is used in step 5", "what can a bot do in ml", "is it helpful to learn sql",
    "how do i know this is for me", "can i trust the salary figures for india", "is it done in hindi",
    "i have a question about salary", "wait time for the first job", "which bot projects are good",
    "what do people do at the end", "is a robot engineer the same", "thanks, and what does a fresher earn?",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "message"), [(kind, m) for kind, messages in KINDS.items() for m in messages])
def test_small_talk_is_told_from_questions(kind: str, message: str) -> None:
    assert smalltalk_kind(message) == kind


@pytest.mark.parametrize("message", QUESTIONS)
def test_a_question_is_no_small_talk(message: str) -> None:
    assert smalltalk_kind(message) is None


def test_who_wants_a_person_is_told_whom_to_ask() -> None:
    text = smalltalk_reply("smalltalk_human", helpline="14416", contact="Asha at the front desk")

    assert "Asha at the front desk" in text
    assert "14416" not in text


def test_a_cry_for_help_gets_the_helpline() -> None:
    assert "14416" in smalltalk_reply("distress", helpline="14416", contact="a counsellor")


def test_the_default_contact_is_said_in_hindi_in_the_hindi_sentence() -> None:
    hindi, english = unreadable_reply(DEFAULT_CONTACT).split(" I can only read ")

    assert "संस्थान के काउंसलर" in hindi
    assert "counsellor" not in hindi
    assert DEFAULT_CONTACT in english


def test_a_contact_of_the_deployment_is_said_as_it_is_in_both_sentences() -> None:
    assert unreadable_reply("Asha at the front desk").count("Asha at the front desk") == 2
