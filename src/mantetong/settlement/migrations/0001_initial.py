import django.db.models.deletion
import django.db.models.expressions
import mantetong.outside.encrypted_field
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('recognition', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LookUpRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6, unique=True)),
                ('certificate_hours', models.PositiveSmallIntegerField()),
                ('last_known_minutes', models.PositiveSmallIntegerField()),
                ('sensitive', models.JSONField(default=list)),
                ('copied_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution_code', models.CharField(max_length=12)),
                ('sign_no', models.CharField(max_length=30, unique=True)),
                ('operator', models.CharField(max_length=30)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution_code', models.CharField(max_length=12)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('misses', models.PositiveIntegerField()),
                ('raised_at', models.DateTimeField()),
                ('seen_by', models.CharField(blank=True, default='', max_length=150)),
                ('seen_at', models.DateTimeField(null=True)),
                ('found', models.CharField(blank=True, default='', max_length=500)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('seen_at', None)), fields=('institution_code',), name='alarm_one_standing')],
            },
        ),
        migrations.CreateModel(
            name='Identification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution_code', models.CharField(max_length=12)),
                ('psn_no', models.CharField(max_length=30)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('institution_code', 'psn_no'), name='identified_once')],
            },
        ),
        migrations.CreateModel(
            name='InstitutionRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.CharField(max_length=30, unique=True)),
                ('psn_no', models.CharField(max_length=30)),
                ('institution_code', models.CharField(max_length=12)),
                ('made_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_memo', models.CharField(blank=True, default='', max_length=500)),
                ('recognition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='recognition.recognition')),
            ],
        ),
        migrations.CreateModel(
            name='InterfaceCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('infno', models.CharField(max_length=6)),
                ('msgid', models.CharField(max_length=30)),
                ('institution_code', models.CharField(max_length=12)),
                ('psn_no', models.CharField(blank=True, default='', max_length=30)),
                ('infcode', models.SmallIntegerField()),
                ('microseconds', models.PositiveIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['institution_code', 'msgid'], name='call_by_message'), models.Index(fields=['at'], name='call_by_time')],
            },
        ),
        migrations.CreateModel(
            name='KeptAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution_code', models.CharField(max_length=12)),
                ('msgid', models.CharField(max_length=30)),
                ('infno', models.CharField(max_length=6)),
                ('request_digest', models.CharField(max_length=64)),
                ('answer', models.JSONField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('institution_code', 'msgid'), name='answer_once')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mdtrt_id', models.CharField(max_length=30, unique=True)),
                ('institution_code', models.CharField(max_length=12)),
                ('psn_no', models.CharField(max_length=30)),
                ('insutype', models.CharField(max_length=6)),
                ('own_number', models.CharField(blank=True, default='', max_length=30)),
                ('med_type', models.CharField(blank=True, default='', max_length=6)),
                ('disease_code', models.CharField(blank=True, default='', max_length=30)),
                ('began_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.insuredperson')),
            ],
        ),
        migrations.CreateModel(
            name='Balance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('insutype', models.CharField(max_length=6)),
                ('year', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=100)),
                ('used', models.DecimalField(decimal_places=2, default=0, max_digits=16)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.insuredperson')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'region', 'insutype', 'year', 'name'), name='balance_once'), models.CheckConstraint(condition=models.Q(('used__gte', 0)), name='balance_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Entitlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('disease_code', models.CharField(max_length=30)),
                ('made_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('institution', 'disease_code'), name='entitled_once')],
            },
        ),
        migrations.CreateModel(
            name='FixedPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.CharField(max_length=30, unique=True)),
                ('psn_no', models.CharField(max_length=30)),
                ('insutype', models.CharField(max_length=6)),
                ('kind', models.CharField(max_length=3)),
                ('place', models.CharField(max_length=3)),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('memo', models.CharField(blank=True, default='', max_length=500)),
                ('made_by', models.CharField(max_length=12)),
                ('made_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_memo', models.CharField(blank=True, default='', max_length=500)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.insuredperson')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on', None), ('withdrawn_at', None)), fields=('person', 'kind', 'place'), name='fixed_place_once')],
            },
        ),
        migrations.CreateModel(
            name='InstitutionCipher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('is_demanded', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('withdrawn_at', None)), fields=['institution'], name='cipher_standing')],
            },
        ),
        migrations.CreateModel(
            name='InstitutionKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('SM2', 'SM2'), ('SM3', 'SM3')], max_length=3)),
                ('public_key', models.CharField(blank=True, default='', max_length=130)),
                ('made_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('withdrawn_at', None)), fields=['institution'], name='key_standing')],
            },
        ),
        migrations.CreateModel(
            name='InstitutionToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('withdrawn_at', None)), fields=['institution'], name='token_standing')],
            },
        ),
        migrations.CreateModel(
            name='FeeLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.CharField(max_length=30)),
                ('serial', models.CharField(max_length=30)),
                ('disease_code', models.CharField(max_length=30)),
                ('item_code', models.CharField(max_length=50)),
                ('occurred_at', models.DateTimeField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=16)),
                ('own', models.DecimalField(decimal_places=2, max_digits=16)),
                ('over_limit', models.DecimalField(decimal_places=2, max_digits=16)),
                ('own_first', models.DecimalField(decimal_places=2, max_digits=16)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='settlement.visit')),
            ],
            options={
                'indexes': [models.Index(fields=['visit', 'batch'], name='fee_line_of_batch')],
                'constraints': [models.UniqueConstraint(fields=('visit', 'serial'), name='fee_line_once'), models.CheckConstraint(condition=models.Q(('amount__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('own'), '+', models.F('over_limit')), '+', models.F('own_first')))), name='fee_line_adds_up')],
            },
        ),
        migrations.CreateModel(
            name='Bill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('setl_id', models.CharField(max_length=30, unique=True)),
                ('batch', models.CharField(max_length=30)),
                ('region', models.CharField(max_length=6)),
                ('year', models.PositiveSmallIntegerField()),
                ('settled_at', models.DateTimeField()),
                ('invoice', models.CharField(blank=True, default='', max_length=20)),
                ('total', models.DecimalField(decimal_places=2, max_digits=16)),
                ('own', models.DecimalField(decimal_places=2, max_digits=16)),
                ('over_limit', models.DecimalField(decimal_places=2, max_digits=16)),
                ('own_first', models.DecimalField(decimal_places=2, max_digits=16)),
                ('in_scope', models.DecimalField(decimal_places=2, max_digits=16)),
                ('deductible', models.DecimalField(decimal_places=2, max_digits=16)),
                ('ratio', models.DecimalField(decimal_places=4, max_digits=5)),
                ('fund', models.DecimalField(decimal_places=2, max_digits=16)),
                ('over_cap', models.DecimalField(decimal_places=2, max_digits=16)),
                ('caps', models.JSONField()),
                ('rule_digest', models.CharField(max_length=64)),
                ('reversed_at', models.DateTimeField(null=True)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bills', to='settlement.visit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('reversed_at', None)), fields=('visit', 'batch'), name='bill_once_per_batch'), models.CheckConstraint(condition=models.Q(('total', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('own'), '+', models.F('over_limit')), '+', models.F('own_first')), '+', models.F('in_scope')))), name='bill_adds_up'), models.CheckConstraint(condition=models.Q(('fund__gte', 0), ('fund__lte', models.F('in_scope'))), name='bill_fund_within_scope')],
            },
        ),
    ]
