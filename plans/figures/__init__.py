"""What can be counted about plans: functions returning dataclasses, for screen and paper."""
