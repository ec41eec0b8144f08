import django.db.models.deletion
import mantetong.domain.outcomes
import mantetong.outside.encrypted_field
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AutomaticSwitch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('is_off', models.BooleanField()),
                ('why', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-id'], name='automatic_of_region')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.BigIntegerField()),
                ('outcome', models.CharField(max_length=16)),
                ('reasons', models.JSONField()),
                ('remark', models.TextField(blank=True, default='')),
                ('why', models.TextField()),
                ('role', models.CharField(max_length=16)),
                ('proposed_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('is_made', models.BooleanField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('doctor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.doctor')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('institution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', [mantetong.domain.outcomes.Outcome['NOT_RECOGNISED'], mantetong.domain.outcomes.Outcome['RECOGNISED'], mantetong.domain.outcomes.Outcome['UNDETERMINED']])), name='correction_outcome_known'), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='correction_says_why'), models.CheckConstraint(condition=models.Q(('is_made', None), models.Q(('is_made', True), _negated=True), models.Q(('ended_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='correction_two_people'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('case',), name='correction_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Entrusting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assignment', models.BigIntegerField()),
                ('seed', models.CharField(max_length=64)),
                ('pool', models.JSONField()),
                ('is_own_patient', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('case',), name='entrusting_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Expertise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('diseases', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.BigIntegerField(unique=True)),
                ('key', models.CharField(max_length=80)),
                ('made_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='MissingCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('kind', models.CharField(choices=[('INSTITUTION', 'Institution'), ('DOCTOR', 'Doctor')], max_length=11)),
                ('said', models.CharField(max_length=100)),
                ('institution_code', models.CharField(blank=True, default='', max_length=12)),
                ('asked_at', models.DateTimeField()),
                ('code', models.CharField(blank=True, default='', max_length=30)),
                ('settled_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('settled_at', None)), fields=['region', 'id'], name='missing_code_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('case', 'kind'), name='missing_code_once'), models.CheckConstraint(condition=models.Q(('settled_at', None), models.Q(('code', ''), _negated=True), _connector='OR'), name='missing_code_settled_whole')],
            },
        ),
        migrations.CreateModel(
            name='Panel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(max_length=64)),
                ('pool', models.JSONField()),
                ('left_out', models.JSONField(default=dict)),
                ('wanted', models.PositiveSmallIntegerField()),
                ('quorum', models.PositiveSmallIntegerField()),
                ('drawn_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, default='', max_length=16)),
                ('reach', models.CharField(choices=[('CITY', 'City'), ('PROVINCE', 'Province')], default='CITY', max_length=10)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('case',), name='panel_one_open'), models.CheckConstraint(condition=models.Q(('quorum__gte', 1), ('quorum__lte', models.F('wanted'))), name='panel_quorum_fits'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', mantetong.domain.outcomes.Outcome['NOT_RECOGNISED'], mantetong.domain.outcomes.Outcome['RECOGNISED'], mantetong.domain.outcomes.Outcome['UNDETERMINED']])), name='panel_outcome_known')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assignment', models.BigIntegerField()),
                ('order', models.PositiveSmallIntegerField()),
                ('seated_at', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('left_at', models.DateTimeField(null=True)),
                ('left_why', models.CharField(blank=True, default='', max_length=20)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('panel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='determination.panel')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('left_at', None)), fields=['account', '-id'], name='seat_of_account')],
                'constraints': [models.UniqueConstraint(fields=('panel', 'account'), name='seat_once')],
            },
        ),
        migrations.CreateModel(
            name='SecondReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('disease_code', models.CharField(max_length=30)),
                ('decision', models.BigIntegerField(unique=True)),
                ('why', models.CharField(max_length=12)),
                ('seed', models.CharField(max_length=64)),
                ('assignment', models.BigIntegerField(null=True)),
                ('drawn_at', models.DateTimeField()),
                ('was', models.JSONField(default=dict)),
                ('outcome', models.CharField(blank=True, default='', max_length=16)),
                ('answers', models.JSONField(default=dict)),
                ('remark', models.TextField(blank=True, default='')),
                ('read_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('reader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-drawn_at'], name='reading_of_region'), models.Index(condition=models.Q(('read_at', None)), fields=['reader', 'id'], name='reading_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['', mantetong.domain.outcomes.Outcome['NOT_RECOGNISED'], mantetong.domain.outcomes.Outcome['RECOGNISED'], mantetong.domain.outcomes.Outcome['UNDETERMINED']])), name='reading_outcome_known'), models.CheckConstraint(condition=models.Q(('read_at', None), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='reading_read_whole')],
            },
        ),
        migrations.CreateModel(
            name='Tie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.insuredperson')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'person'), name='tie_once')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(max_length=16)),
                ('path', models.CharField(blank=True, default='', max_length=40)),
                ('reason', models.TextField()),
                ('fee_yuan', models.PositiveSmallIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('seat', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='vote', to='determination.seat')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', [mantetong.domain.outcomes.Outcome['NOT_RECOGNISED'], mantetong.domain.outcomes.Outcome['RECOGNISED'], mantetong.domain.outcomes.Outcome['UNDETERMINED']])), name='vote_outcome_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='vote_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', mantetong.domain.outcomes.Outcome['NOT_RECOGNISED']), _negated=True), models.Q(('path', ''), _negated=True), _connector='OR'), name='vote_no_names_criterion')],
            },
        ),
        migrations.CreateModel(
            name='WaitingForHand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('waiver', models.TextField(blank=True, default='')),
                ('waived_at', models.DateTimeField(null=True)),
                ('cleared_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('waived_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('cleared_at', None)), fields=('case',), name='waiting_one_open')],
            },
        ),
    ]
