from django.db import migrations

# Until now a mandate was only given at the counter, proven there and then.
PROVEN = "UPDATE people_mandate SET proven_at = created_at WHERE proven_at IS NULL"


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0003_who_may_act_and_where"),
    ]

    operations = [
        migrations.RunSQL(PROVEN, migrations.RunSQL.noop),
    ]
