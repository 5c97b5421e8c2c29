"""What policy_hosting is told besides: who runs this installation, as each center says it of itself."""

from dataclasses import dataclass
from datetime import date

from services.policy_hosting.processor import Processor, processors
from shared.settings import ServiceSettings, setting


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = f"is not a day like 2026-11-22: {text!r}"
        raise ValueError(message) from None


@dataclass(frozen=True)
class Settings(ServiceSettings):
    """`processors` handle data for the centers; `accessibility_checked` is empty when nobody checked."""

    operator: str = setting("AVOW_OPERATOR", "Avow")
    processors: tuple[Processor, ...] = setting("AVOW_PROCESSORS", (), parse=processors)
    log_days: int = setting("AVOW_LOG_DAYS", 14)
    backup_days: int = setting("AVOW_BACKUP_DAYS", 30)
    accessibility_checked: date | None = setting("AVOW_ACCESSIBILITY_CHECKED", date(2026, 11, 22), parse=_day)
