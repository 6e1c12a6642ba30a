"""Who does what: duties stand under a heading that names a body, and anywhere a sentence assigns one (guidelines 8, 10.9-10.10).

1. Đối với LĐLĐ huyện
- Ban Thường vụ LĐLĐ huyện lãnh đạo, chỉ đạo ...     -> actor `Ban Thường vụ LĐLĐ huyện`, lead
- Sau khi kết thúc hội nghị, gửi hồ sơ về LĐLĐ tỉnh   -> actor `LĐLĐ huyện` (from the heading), report
"""

from __future__ import annotations

from pydantic import TypeAdapter

from pipeline.document import span_of
from pipeline.duties.dues import Dues
from pipeline.duties.duty import Duty
from pipeline.duties.mend import mended
from pipeline.duties.parties import partners_of, report_to, split_bodies, via
from pipeline.duties.rows import row_duties
from pipeline.duties.walk import Walk
from pipeline.entities.full import full_name
from pipeline.entities.home import home_of
from pipeline.findings import Findings
from pipeline.plan import Responsibility
from pipeline.reading import Reading

_RESPONSIBILITIES = TypeAdapter(tuple[Responsibility, ...])


def extract(reading: Reading, found: Findings) -> Findings:
    sound = mended(reading)
    duties = [*Walk(sound, found.tables).duties(), *row_duties(sound, found.tables)]
    duties.sort(key=lambda duty: (duty.start, duty.end))
    dues = Dues(reading, found.dates)
    home = home_of(found)
    actors = [sound.value(*duty.actor) for duty in duties]
    full = {actor: full_name(actor, home) for actor in dict.fromkeys(actors)}
    items = [
        _item(reading, sound, duty, id=f"r{number}", actor=(actor, full[actor]), deadline=dues.of(duty))
        for number, (duty, actor) in enumerate(zip(duties, actors, strict=True), start=1)
    ]
    return found._replace(responsibilities=_RESPONSIBILITIES.validate_python(items))


def _item(
    reading: Reading, sound: Reading, duty: Duty, *, id: str, actor: tuple[str, str | None], deadline: str | None
) -> dict[str, object]:
    """The duty as an item: the task as printed, bodies in their correct reading (`sound`, guidelines 10.15)."""
    span = span_of(duty.start, duty.end)
    stated = sound is reading or actor[0] == reading.value(*duty.actor)
    return {
        "id": id,
        "span": span,
        "mentions": (span,),
        "rule": f"responsibilities.{duty.rule}",
        "evidence": "stated" if stated else "repaired",
        "section": reading.section_at(duty.start),
        "actor": actor[0],
        "actor_full": actor[1],
        "role": duty.role,
        "task": reading.value(reading.trim(duty.task, duty.end)[0], duty.end).removeprefix("thì "),
        "partners": _partners(sound, duty),
        "deadline": deadline,
        "report_to": None if duty.rule == "row" else report_to(sound, duty.task, duty.end),
        "via": None if duty.rule == "row" else via(sound, duty.task, duty.end),
        "actor_span": reading.span(*duty.actor),
    }


def _partners(reading: Reading, duty: Duty) -> tuple[str, ...]:
    if duty.partners is not None:
        return split_bodies(reading, *duty.partners)
    return () if duty.rule == "row" else partners_of(reading, duty.task, duty.end)
