"""What policy_hosting is told besides: who runs this installation, as each center says it of itself."""

from dataclasses import dataclass

from shared.settings import ServiceSettings, setting


@dataclass(frozen=True)
class Settings(ServiceSettings):
    """`processors` lists companies that handle data for the centers: "Name|task|FR; Name|task|DE"."""

    operator: str = setting("AVOW_OPERATOR", "Avow")
    processors: str = setting("AVOW_PROCESSORS", "")
    log_days: int = setting("AVOW_LOG_DAYS", 14)
    backup_days: int = setting("AVOW_BACKUP_DAYS", 30)
    accessibility_checked: str = setting("AVOW_ACCESSIBILITY_CHECKED", "2026-11-22")
