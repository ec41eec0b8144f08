import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Loading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('calendar', models.JSONField(default=dict)),
                ('loaded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('calendar', models.JSONField(default=dict)),
                ('files', models.JSONField(default=dict)),
                ('staged_at', models.DateTimeField()),
                ('replay_asked_at', models.DateTimeField(null=True)),
                ('replay_done', models.PositiveIntegerField(default=0)),
                ('replay_expected', models.PositiveIntegerField(default=0)),
                ('asked_by', models.BigIntegerField(null=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('confirmed_by', models.BigIntegerField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('recalled_by', models.BigIntegerField(null=True)),
                ('recalled_at', models.DateTimeField(null=True)),
                ('loading', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='policies.loading')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('asked_by__isnull', False), models.Q(('confirmed_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='publication_has_two_officers'), models.CheckConstraint(condition=models.Q(('asked_by', None), ('due_on__isnull', False), _connector='OR'), name='publication_asked_has_a_day'), models.CheckConstraint(condition=models.Q(('loading', None), models.Q(('confirmed_by__isnull', False), ('recalled_at', None)), _connector='OR'), name='publication_in_force_is_confirmed'), models.UniqueConstraint(condition=models.Q(('loading', None), ('recalled_at', None)), fields=('digest',), name='publication_staged_once')],
            },
        ),
        migrations.CreateModel(
            name='Replay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('against', models.CharField(max_length=64)),
                ('since', models.DateField(null=True)),
                ('report', models.JSONField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['digest', '-id'], name='replay_of_digest')],
            },
        ),
        migrations.CreateModel(
            name='DueMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('number', models.CharField(max_length=25)),
                ('before', models.DateField(null=True)),
                ('after', models.DateField(null=True)),
                ('loading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='due_moves', to='policies.loading')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('loading', 'number'), name='due_move_once_per_loading')],
            },
        ),
        migrations.CreateModel(
            name='PolicyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('digest', models.CharField(max_length=64)),
                ('content', models.TextField()),
                ('stored_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'digest'), name='one_policy_version_per_content')],
            },
        ),
        migrations.CreateModel(
            name='PolicyPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('since', models.DateField()),
                ('loading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='policies.loading')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='policies.policyversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('loading', 'region', 'since'), name='one_policy_per_region_and_day')],
            },
        ),
        migrations.CreateModel(
            name='PublicationPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='policies.publication')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.policyversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('publication', 'version', 'since'), name='publication_period_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='policyversion',
            trigger=pgtrigger.compiler.Trigger(name='policy_version_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='89dde221c106ca6164b8f333e92afb844c740f6e', operation='UPDATE OR DELETE', pgid='pgtrigger_policy_version_is_kept_b6e8b', table='policies_policyversion', when='BEFORE')),
        ),
    ]
