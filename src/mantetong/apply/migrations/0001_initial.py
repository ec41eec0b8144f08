import django.db.models.deletion
import mantetong.apply.clerk.models
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
            name='DraftAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=40)),
                ('value', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('filing', 'question'), name='draft_answer_once')],
            },
        ),
        migrations.CreateModel(
            name='DraftReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kept_until', models.DateField()),
                ('at', models.DateTimeField()),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('filing', 'kept_until'), name='draft_reminder_once')],
            },
        ),
        migrations.CreateModel(
            name='FedPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('storage_key', models.CharField(max_length=80)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('filing', 'number'), name='fed_page_once')],
            },
        ),
        migrations.CreateModel(
            name='Original',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('barcode', models.CharField(default=mantetong.apply.clerk.models.new_barcode, max_length=12, unique=True)),
                ('what', models.CharField(max_length=60)),
                ('sheets', models.PositiveSmallIntegerField()),
                ('received_at', models.DateTimeField()),
                ('returned_at', models.DateTimeField(null=True)),
                ('returned_to', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('returned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('returned_at', None)), fields=['region', 'id'], name='originals_here')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('returned_at', None), ('returned_by', None), ('returned_to', None)), models.Q(('returned_at__isnull', False), ('returned_by__isnull', False), ('returned_to__isnull', False)), _connector='OR'), name='original_returned_whole'), models.CheckConstraint(condition=models.Q(('sheets__gte', 1)), name='original_has_sheets')],
            },
        ),
        migrations.CreateModel(
            name='Pledge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('at', models.DateTimeField()),
                ('filing', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
        ),
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('storage_key', models.CharField(max_length=80)),
                ('type', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_id_of_signer', models.BigIntegerField()),
                ('gesture', models.CharField(choices=[('DRAWN', 'Drawn'), ('TYPED', 'Typed'), ('PAPER', 'Paper'), ('THUMBPRINT', 'Thumbprint'), ('VOICE', 'Voice'), ('WITNESSED', 'Witnessed')], max_length=10)),
                ('signed_digest', models.CharField(max_length=64)),
                ('form_digest', models.CharField(max_length=64)),
                ('facts_digest', models.CharField(blank=True, default='', max_length=64)),
                ('paper_id', models.BigIntegerField()),
                ('witness', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('at', models.DateTimeField()),
                ('filing', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('gesture__in', ['DRAWN', 'PAPER', 'THUMBPRINT', 'TYPED', 'VOICE', 'WITNESSED'])), name='signature_gesture_known')],
            },
        ),
        migrations.CreateModel(
            name='SlotLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.CharField(max_length=60)),
                ('token', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('code', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('code_digest', models.CharField(max_length=64, null=True, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
            options={
                'indexes': [models.Index(fields=['filing', '-id'], name='slot_link_of_filing')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('barcode', models.CharField(default=mantetong.apply.clerk.models.new_barcode, max_length=12, unique=True)),
                ('told_at', models.DateTimeField()),
                ('proxy_name', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('proxy_number', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('proxy_phone', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('relation', models.CharField(blank=True, default='', max_length=1)),
                ('own_word', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('filing', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('proxy_name', None), ('proxy_number', None), ('relation', '')), models.Q(('proxy_name__isnull', False), ('proxy_number__isnull', False), models.Q(('relation', ''), _negated=True)), _connector='OR'), name='visit_proxy_whole')],
            },
        ),
        migrations.CreateModel(
            name='WitnessCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('code_digest', models.CharField(max_length=64, null=True, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
        ),
        migrations.CreateModel(
            name='LinkUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('OPENED', 'Opened'), ('TAKEN', 'Taken'), ('REFUSED', 'Refused'), ('WRONG', 'Wrong')], max_length=8)),
                ('address_digest', models.CharField(max_length=64)),
                ('paper_id', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField()),
                ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='apply.slotlink')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'at'], name='link_use_counted')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['OPENED', 'TAKEN', 'REFUSED', 'WRONG'])), name='link_use_kind_known')],
            },
        ),
    ]
