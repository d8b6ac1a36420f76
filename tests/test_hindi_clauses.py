"""Clauses of romanised Hindi: what is supposed, denied, measured, counted or allowed somewhere, in English order."""

from __future__ import annotations

import pytest

from assistant.reading import Reader
from assistant.spelling import Speller

READ = {
    "agar internship nahi ki to starting salary kitni": "how much is the starting salary without internship",
    "agar permit kho jaye to kya karu": "what should i do if lose permit",
    "interview me english na aaye to kya hoga": "what will happen without english in interview",
    "renewal na karaye to kya hota hai": "what happens without renewal",
    "job na mile to kya kare": "what should i do without job",
    "machine aa gayi to job milegi kya": "can i get job if machine come",
    "python sikhne ke paise lagte hai kya": "are there fees to learn python",
    "kya paise lagenge": "are there fees",
    "agar main beech me course chhod du to paisa wapas milega kya": "can i get refund if i leave course in middle",
    "guru mile to kitna time lagta hai aur pay kitni": "how long does it take if get guru and how much is the pay",
    "bilkul zero se start kar raha hu kitne mahine lagenge": "i start from zero, how many months will it take",
    "training ke dauran stipend milta hai ya nahi": "do i get stipend during training",
    "isme scope hai ya nahi": "is there scope in this",
    "kitne week ka hai": "how many weeks is it",
    "kitne saal ka course hai": "how many years is the course",
    "course kitne saal ka hai": "how many years is the course",
    "kitni der ka paper hota hai": "how long is the paper",
    "permit ki validity kitni hoti hai": "how long is the validity of permit",
    "interview kitne round ka hota hai": "how many rounds are there in interview",
    "fail hone par kitni baar de sakte hai": "how many times can i give on failing",
    "theory me kitne marks se pass hote hai": "how many marks are needed to pass in theory",
    "pushups aur pullups kitne karne hote hai": "how many pushups and pullups should i do",
    "private college ki fees kitni padegi": "how much is the fees of private college",
    "kis year me internship karni hoti hai": "in which year should i do internship",
    "first year me kya padhate hai": "what do i study in first year",
    "form bharne ki last date kab hai": "when is last date to fill form",
    "state company me bharti kaise hoti hai": "how is recruitment in state company",
    "gulf me certificate manya hai kya": "is certificate valid in gulf",
    "permit dubai me chalega kya": "is permit valid in dubai",
    "simple laptop chalega kya": "is it ok simple laptop",
    "isme raat ki shift hoti hai kya": "is there night shift in this",
    "raat ko kaam karna padta hai kya": "is it necessary to work at night",
    "shanivar ko chutti milti hai kya": "do i get leave on saturday",
    "ye job ghar se ho sakti hai kya": "can this job be done from home",
    "form kab nikalta hai": "when does form come out",
    "railway me clerk ki bharti kab niklegi": "when will recruitment of clerk come out in railway",
    "clinic kitne mahine me kharcha nikalti hai": "in how many months does clinic recover cost",
    "permit kho gaya to kya karna chahiye": "what should i do if lose permit",
    "project kitne banane chahiye portfolio me": "how many projects should i build in portfolio",
    "laptop kaun sa lena chahiye": "which laptop should i take",
    "sabse mushkil subject kaunsa hai": "which is most difficult subject",
    "kaunsi company sabse acha package deti hai": "which company give best package",
}
WORDS = {word for said in READ.values() for word in said.replace(",", " ").split()}
READER = Reader(Speller(dict.fromkeys(["keeper", "lamp"], 5), WORDS.__contains__))


@pytest.mark.parametrize(("message", "read"), READ.items())
def test_a_hindi_clause_is_read_in_english_order(message: str, read: str) -> None:
    assert READER.read(message) == read
