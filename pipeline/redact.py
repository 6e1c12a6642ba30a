"""Plans without the personal data they hold: `redact(plan, frozenset({"contacts", "signers"}))`.

Contacts are dropped, signers lose their names, and wherever the printed text or a value repeats such a name, number or
address, every character of it becomes `█`. The text keeps its length, so all offsets hold and the plan can still be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args

from pipeline.coverage import measure
from pipeline.document import Span
from pipeline.findings import Findings
from pipeline.lexicon.keys import spellings
from pipeline.persons import name_in
from pipeline.plan import Contact, Plan, Signature

Redaction = Literal["contacts", "signers"]
REDACTIONS: tuple[str, ...] = get_args(Redaction)

MASK = "█"
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\+?\d(?:[ .()\-–]{0,3}\d){6,14}")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_COVERED = re.compile(r"[^\s*_]")
_UNTOUCHED = ("schema_version", "id", "key", "pages", "coverage", "pipeline_version")


def redact(plan: Plan, redactions: frozenset[Redaction]) -> Plan:
    """The plan without contacts, without the names of signers, or without both; other persons stay."""
    if not redactions:
        return plan
    secrets = sorted({*_contacts(plan, redactions), *_signers(plan, redactions)}, key=lambda secret: (-len(secret), secret))
    values = plan.model_dump()
    if "signers" in redactions:
        for signature in (values["signature"], *values["co_signatures"]):
            if signature is not None:
                signature["name"] = None
        values["text"] = _covered_at(plan.text, [signature.name_span for signature in _signatures(plan) if signature.name_span])
    if "contacts" in redactions:
        values["contacts"] = ()
    if secrets:
        values = _masked_plan(values, re.compile("|".join(secrets), re.IGNORECASE))
    return _counted_again(Plan.model_validate(values))


def _contacts(plan: Plan, redactions: frozenset[Redaction]) -> Iterator[str]:
    """Patterns of the names, numbers and addresses of all contacts; a body that is named as contact keeps its name."""
    for contact in plan.contacts if "contacts" in redactions else ():
        if contact.name is not None and name_in(contact.name, 0, len(contact.name)):
            yield from _name_patterns(contact.name)
        yield from _printed(contact, plan.text)


def _printed(contact: Contact, text: str) -> Iterator[str]:
    stretches = [text[span.start : span.end] for span in contact.mentions]
    for stretch in (*stretches, contact.phone or "", contact.email or ""):
        for found in _NUMBER.findall(stretch):
            digits = re.findall(r"\d", found)
            yield r"(?<!\d)" + r"[\s.()–-]{0,3}".join(digits) + r"(?!\d)"
        for found in _ADDRESS.findall(stretch):
            yield re.escape(found)


def _signers(plan: Plan, redactions: frozenset[Redaction]) -> Iterator[str]:
    """Patterns of the signers' names; a single word could stand anywhere and is covered in the signature only."""
    for signature in _signatures(plan) if "signers" in redactions else ():
        for name in _names(signature, plan.text):
            if len(_WORD.findall(name)) > 1:
                yield from _name_patterns(name)


def _signatures(plan: Plan) -> list[Signature]:
    return [signature for signature in (plan.signature, *plan.co_signatures) if signature is not None]


def _names(signature: Signature, text: str) -> Iterator[str]:
    """The name as read and as printed, which differ where letters were misread."""
    if signature.name is not None:
        yield signature.name
    if signature.name_span is not None:
        yield text[signature.name_span.start : signature.name_span.end]


def _name_patterns(name: str) -> Iterator[str]:
    """A name in both placements of tones, over line breaks and Markdown marks."""
    for form in spellings(" ".join(_WORD.findall(name)).lower()):
        yield r"(?<!\w)" + r"[\s*_.]{1,8}".join(map(re.escape, form.split())) + r"(?!\w)"


def _masked_plan(values: dict[str, Any], secret: re.Pattern[str]) -> dict[str, Any]:
    masked = {name: value if name in (*_UNTOUCHED, "source") else _masked(value, secret) for name, value in values.items()}
    masked["source"] = {
        name: _masked(value, secret) if name in ("repairs", "furniture") else value for name, value in values["source"].items()
    }
    masked["entities"] = tuple(
        entity
        for entity, before in zip(masked["entities"], values["entities"], strict=True)
        if entity["type"] != "PER" or entity["name"] == before["name"]
    )
    return masked


def _covered_at(text: str, spans: Iterable[Span]) -> str:
    for span in spans:
        text = text[: span.start] + _COVERED.sub(MASK, text[span.start : span.end]) + text[span.end :]
    return text


def _masked(value: Any, secret: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return secret.sub(lambda found: _COVERED.sub(MASK, found[0]), value)
    if isinstance(value, dict):
        return {name: _masked(entry, secret) for name, entry in value.items()}
    if isinstance(value, tuple | list):
        return tuple(_masked(entry, secret) for entry in value)
    return value


def _counted_again(plan: Plan) -> Plan:
    """Items may have gone, so the coverage is measured anew."""
    found = Findings(**{name: getattr(plan, name) for name in Findings._fields})
    return plan.model_copy(update={"coverage": measure(plan.text, plan.sections, found)})


def redactions_of(words: Iterable[str]) -> frozenset[Redaction]:
    """The kinds named on a command line. Raises ValueError with the word that names none."""
    known: dict[str, Redaction] = {kind: kind for kind in get_args(Redaction)}
    chosen = [word.strip() for word in words if word.strip()]
    for word in chosen:
        if word not in known:
            raise ValueError(word)
    return frozenset(known[word] for word in chosen)
