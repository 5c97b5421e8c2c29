"""The roles the law knows, held per activity."""

from enum import StrEnum


class Role(StrEnum):
    """GDPR Art. 4(7), 4(8), 26 and 27."""

    CONTROLLER = "controller"
    JOINT_CONTROLLER = "joint-controller"
    SEPARATE_CONTROLLER = "separate-controller"
    PROCESSOR = "processor"
    REPRESENTATIVE_EU = "representative-eu"
    REPRESENTATIVE_UK = "representative-uk"
