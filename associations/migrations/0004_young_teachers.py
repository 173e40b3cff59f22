"""Since when somebody teaches, and how long a teacher counts as young."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("associations", "0003_absences"),
    ]

    operations = [
        migrations.AddField(
            model_name="school",
            name="novice_years",
            field=models.PositiveSmallIntegerField(
                default=3,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(10),
                ],
                verbose_name="years in which a teacher counts as young",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="teaches_since",
            field=models.DateField(
                blank=True,
                help_text="The first day as a teacher, also at other schools.",
                null=True,
                verbose_name="teaches since",
            ),
        ),
    ]
