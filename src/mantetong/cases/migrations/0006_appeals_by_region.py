from django.db import migrations, models

import mantetong.domain.outcomes


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_rules'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='filing',
            index=models.Index(condition=models.Q(('kind', mantetong.domain.outcomes.Kind['APPEAL'])), fields=['region', '-id'], name='filing_appeals'),
        ),
    ]
