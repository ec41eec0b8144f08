import django.db.models.deletion
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
            name='NamedPerson',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='people.insuredperson')),
                ('name_digest', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['name_digest'], name='review_person_by_name')],
            },
        ),
        migrations.CreateModel(
            name='Refusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=16)),
                ('reasons', models.JSONField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filing', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
        ),
        migrations.CreateModel(
            name='SupplementNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=16)),
                ('sent_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField()),
                ('answer_by', models.DateField()),
                ('reason', models.TextField(blank=True, default='')),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('answered_at', models.DateTimeField(null=True)),
                ('said', models.TextField(blank=True, default='')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
            options={
                'indexes': [models.Index(fields=['filing', '-id'], name='supplement_of_filing')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('reason', '')), fields=('filing',), name='supplement_one_notice'), models.CheckConstraint(condition=models.Q(('answered_at', None), ('answered_at__gte', models.F('asked_at')), _connector='OR'), name='supplement_answered_after_sent')],
            },
        ),
        migrations.CreateModel(
            name='SupplementItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('SLOT', 'Slot'), ('CRITERION', 'Criterion'), ('NEW', 'New')], max_length=10)),
                ('slot', models.CharField(blank=True, default='', max_length=60)),
                ('path', models.CharField(blank=True, default='', max_length=40)),
                ('label', models.CharField(max_length=200)),
                ('words', models.TextField()),
                ('source', models.TextField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='review.supplementnotice')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['SLOT', 'CRITERION', 'NEW'])), name='supplement_item_kind'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='supplement_item_has_rule'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'SLOT'), models.Q(('slot', ''), _negated=True)), models.Q(('kind', 'CRITERION'), models.Q(('path', ''), _negated=True)), ('kind', 'NEW'), _connector='OR'), name='supplement_item_names_thing'), models.UniqueConstraint(condition=models.Q(('kind', 'NEW'), _negated=True), fields=('notice', 'case', 'kind', 'slot', 'path'), name='supplement_item_once')],
            },
        ),
        migrations.CreateModel(
            name='Enquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('asked_at', models.DateTimeField()),
                ('answer_by', models.DateField()),
                ('state', models.CharField(choices=[('WAITING', 'Waiting'), ('CONFIRMED', 'Confirmed'), ('DENIED', 'Denied'), ('UNCLEAR', 'Unclear')], default='WAITING', max_length=10)),
                ('answer', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution')),
            ],
            options={
                'indexes': [models.Index(fields=['filing', 'id'], name='enquiry_of_filing')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['WAITING', 'CONFIRMED', 'DENIED', 'UNCLEAR'])), name='enquiry_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'WAITING')), models.Q(models.Q(('state', 'WAITING'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='enquiry_answered_whole')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=16)),
                ('text', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('assignment', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer_of', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='review.note')),
                ('asked', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
            options={
                'indexes': [models.Index(fields=['filing', 'id'], name='note_of_filing')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('filing', 'account'), name='presence_once')],
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.CharField(max_length=60)),
                ('label', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('FOLLOWS', 'Follows'), ('VOUCHED', 'Vouched')], max_length=8)),
                ('source', models.TextField()),
                ('by_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('kept_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('filing', 'slot'), name='promise_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['FOLLOWS', 'VOUCHED'])), name='promise_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='SendingAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('SUPPLEMENT', 'Supplement'), ('FURTHER_SUPPLEMENT', 'Further Supplement'), ('ASK_AGAIN', 'Ask Again'), ('REFUSE', 'Refuse'), ('LAPSE', 'Lapse'), ('DECIDE', 'Decide')], max_length=20)),
                ('given', models.JSONField()),
                ('roles', models.JSONField()),
                ('region', models.CharField(blank=True, default='', max_length=6)),
                ('institution', models.CharField(blank=True, default='', max_length=12)),
                ('at', models.DateTimeField()),
                ('sends_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('SENDING', 'Sending'), ('SENT', 'Sent'), ('UNDONE', 'Undone'), ('FAILED', 'Failed')], default='SENDING', max_length=8)),
                ('ended_at', models.DateTimeField(null=True)),
                ('code', models.CharField(blank=True, default='', max_length=60)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
            options={
                'indexes': [models.Index(fields=['filing', '-id'], name='sending_of_filing')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'SENDING')), fields=('filing',), name='sending_one_per_filing'), models.CheckConstraint(condition=models.Q(('state__in', ['SENDING', 'SENT', 'UNDONE', 'FAILED'])), name='sending_state_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['SUPPLEMENT', 'FURTHER_SUPPLEMENT', 'ASK_AGAIN', 'REFUSE', 'LAPSE', 'DECIDE'])), name='sending_kind_known')],
            },
        ),
    ]
