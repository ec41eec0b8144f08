from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("materials", "0003_held_traces_covered"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnnamedBlob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("storage_key", models.CharField(max_length=80, unique=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="unnamed_blob_at")],
            },
        ),
    ]
