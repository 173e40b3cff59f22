"""What hangs on the schedule: moved lessons and the addresses of calendar feeds."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("lessons", "0001_lessons")]
    operations: list[object] = []
