from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('settlement', '0002_what_is_settled'),
    ]

    operations = [
        migrations.RemoveField(model_name='institutionkey', name='key'),
        migrations.AddField(
            model_name='institutionkey',
            name='public_key',
            field=models.CharField(blank=True, default='', max_length=130),
        ),
    ]
