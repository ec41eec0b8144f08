import django.contrib.postgres.constraints
import django.db.models.deletion
import mantetong.outside.encrypted_field
import mantetong.recognition.models.held
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        BtreeGistExtension(),  # equality beside ranges in one exclusion constraint; a trusted extension
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('sha256', models.CharField(max_length=64)),
                ('lines_done', models.PositiveBigIntegerField(default=0)),
                ('taken', models.PositiveBigIntegerField(default=0)),
                ('already_there', models.PositiveBigIntegerField(default=0)),
                ('faulty', models.PositiveBigIntegerField(default=0)),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'sha256'), name='import_run_once')],
            },
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('psn_no', models.CharField(max_length=30)),
                ('region', models.CharField(max_length=6)),
                ('insutype', models.CharField(max_length=6)),
                ('disease_code', models.CharField(max_length=30)),
                ('disease_name', models.CharField(max_length=300)),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('IN_FORCE', 'In Force'), ('SUSPENDED', 'Suspended'), ('REVOKED', 'Revoked')], default='IN_FORCE', max_length=12)),
                ('state_reason', models.TextField(blank=True, default='')),
                ('state_since', models.DateTimeField(null=True)),
                ('case_id', models.BigIntegerField(null=True, unique=True)),
                ('decision_id', models.BigIntegerField(null=True)),
                ('decided_on', models.DateField()),
                ('issued_at', models.DateTimeField()),
                ('token', models.CharField(default=mantetong.recognition.models.held.new_token, max_length=32, unique=True)),
                ('institution_code', models.CharField(blank=True, default='', max_length=12)),
                ('doctor_code', models.CharField(blank=True, default='', max_length=30)),
                ('national_state', models.CharField(choices=[('NOT_YET', 'Not Yet'), ('REGISTERED', 'Registered'), ('UNKNOWN', 'Unknown'), ('REFUSED', 'Refused')], default='NOT_YET', max_length=12)),
                ('national_serial', models.CharField(blank=True, default='', max_length=30)),
                ('national_msgid', models.CharField(blank=True, default='', max_length=30)),
                ('national_said', models.CharField(blank=True, default='', max_length=200)),
                ('national_at', models.DateTimeField(null=True)),
                ('national_is_outdated', models.BooleanField(default=False)),
                ('national_withdraw_msgid', models.CharField(blank=True, default='', max_length=30)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.insuredperson')),
            ],
            options={
                'indexes': [models.Index(fields=['psn_no', 'begins_on'], include=('id', 'state', 'ends_on', 'region', 'disease_code', 'disease_name'), name='recognition_at_the_till'), models.Index(fields=['person', '-begins_on', 'id'], name='recognition_of_person'), models.Index(fields=['region', 'ends_on', 'id'], name='recognition_ending'), models.Index(condition=models.Q(('national_state', 'REGISTERED'), _negated=True), fields=['national_state', 'id'], name='recognition_unregistered')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['IN_FORCE', 'SUSPENDED', 'REVOKED'])), name='recognition_state_known'), models.CheckConstraint(condition=models.Q(('national_state__in', ['NOT_YET', 'REGISTERED', 'UNKNOWN', 'REFUSED'])), name='recognition_national_known'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('begins_on')), _connector='OR'), name='recognition_runs_forward'), models.CheckConstraint(condition=models.Q(models.Q(('national_state', 'REGISTERED'), _negated=True), models.Q(('national_serial', ''), _negated=True), _connector='OR'), name='recognition_registered_whole'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'REVOKED'), _negated=True), expressions=[('person', '='), ('disease_code', '='), (mantetong.recognition.models.held.DaysInForce('begins_on', 'ends_on', models.Value('[]')), '&&')], name='recognition_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('SUSPEND', 'Suspend'), ('REVOKE', 'Revoke')], max_length=8)),
                ('reason', models.TextField()),
                ('proposed_at', models.DateTimeField()),
                ('heard_until', models.DateField()),
                ('heard', models.TextField(blank=True, default='')),
                ('heard_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('is_confirmed', models.BooleanField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recognition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='recognition.recognition')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='proposal_decided_by_another'), models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('recognition',), name='proposal_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('phone', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('address', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('ASKED', 'Asked'), ('SENT', 'Sent'), ('DELIVERED', 'Delivered'), ('RETURNED', 'Returned'), ('CANCELLED', 'Cancelled')], default='ASKED', max_length=10)),
                ('carrier', models.CharField(blank=True, default='', max_length=40)),
                ('tracking', models.CharField(blank=True, default='', max_length=40)),
                ('said', models.CharField(blank=True, default='', max_length=200)),
                ('changed_at', models.DateTimeField()),
                ('recognition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='recognition.recognition')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['ASKED', 'SENT'])), fields=['asked_at', 'id'], name='posting_running')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['ASKED', 'SENT'])), fields=('recognition',), name='posting_one_running')],
            },
        ),
        migrations.CreateModel(
            name='ExpiryReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ends_on', models.DateField()),
                ('days_before', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('recognition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='recognition.recognition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('recognition', 'ends_on', 'days_before'), name='reminded_once')],
            },
        ),
        migrations.CreateModel(
            name='CertificateFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80)),
                ('sha256', models.CharField(max_length=64)),
                ('text', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('is_stamped', models.BooleanField(default=False)),
                ('sm3', models.CharField(blank=True, default='', max_length=64)),
                ('sm2_signature', models.CharField(blank=True, default='', max_length=160)),
                ('recognition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='recognition.recognition')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('is_stamped', False)), fields=['id'], name='certificate_unstamped')],
            },
        ),
        migrations.CreateModel(
            name='ImportSignOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6, unique=True)),
                ('declaration', models.CharField(max_length=200)),
                ('first_at', models.DateTimeField(null=True)),
                ('second_at', models.DateTimeField(null=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('first', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('first', None), ('second', None), models.Q(('first', models.F('second')), _negated=True), _connector='OR'), name='sign_off_two_people')],
            },
        ),
    ]
