import django.db.models.deletion
import mantetong.domain.papers
import mantetong.materials.models.keys
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
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=mantetong.materials.models.keys.new_key, max_length=20, unique=True)),
                ('slot', models.CharField(max_length=60)),
                ('position', models.PositiveIntegerField()),
                ('name', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('type', models.CharField(max_length=8)),
                ('kind', models.CharField(default=mantetong.domain.papers.PaperKind['OTHER'], max_length=32)),
                ('digest', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('shrunk', models.BooleanField(default=False)),
                ('state', models.CharField(default='RECEIVED', max_length=10)),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.filing')),
            ],
            options={
                'indexes': [models.Index(fields=['filing', 'slot', 'position'], name='paper_in_slot')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('filing', 'slot', 'digest'), name='paper_once_per_slot'), models.CheckConstraint(condition=models.Q(('state__in', ['CHECKED', 'NOT_READ', 'READ', 'RECEIVED', 'REMOVED'])), name='paper_state_known'), models.CheckConstraint(condition=models.Q(('kind__in', [mantetong.domain.papers.PaperKind['APPLICATION_FORM'], mantetong.domain.papers.PaperKind['DIAGNOSIS_CERTIFICATE'], mantetong.domain.papers.PaperKind['DISCHARGE_RECORD'], mantetong.domain.papers.PaperKind['E_CREDENTIAL_SCREENSHOT'], mantetong.domain.papers.PaperKind['ECG'], mantetong.domain.papers.PaperKind['HOUSEHOLD_REGISTER'], mantetong.domain.papers.PaperKind['ID_BACK'], mantetong.domain.papers.PaperKind['ID_FRONT'], mantetong.domain.papers.PaperKind['IMAGING_REPORT'], mantetong.domain.papers.PaperKind['LAB_REPORT'], mantetong.domain.papers.PaperKind['MANDATE'], mantetong.domain.papers.PaperKind['NOT_A_DOCUMENT'], mantetong.domain.papers.PaperKind['OTHER'], mantetong.domain.papers.PaperKind['OUTPATIENT_RECORD'], mantetong.domain.papers.PaperKind['PATHOLOGY_REPORT'], mantetong.domain.papers.PaperKind['PRESCRIPTION'], mantetong.domain.papers.PaperKind['SOCIAL_SECURITY_CARD']])), name='paper_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='PaperFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.PositiveIntegerField(default=1)),
                ('code', models.CharField(max_length=20)),
                ('level', models.CharField(max_length=6)),
                ('say', models.TextField()),
                ('box', models.JSONField(null=True)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='materials.paper')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('paper', 'page', 'code'), name='paper_finding_once'), models.CheckConstraint(condition=models.Q(('code__in', [mantetong.domain.papers.FindingCode['BLURRED'], mantetong.domain.papers.FindingCode['COVERED'], mantetong.domain.papers.FindingCode['CUT_OFF'], mantetong.domain.papers.FindingCode['DARK'], mantetong.domain.papers.FindingCode['GLARE'], mantetong.domain.papers.FindingCode['INFECTED'], mantetong.domain.papers.FindingCode['LOCKED_PDF'], mantetong.domain.papers.FindingCode['LOW_RESOLUTION'], mantetong.domain.papers.FindingCode['NOISE'], mantetong.domain.papers.FindingCode['NOT_A_DOCUMENT'], mantetong.domain.papers.FindingCode['NO_SEAL'], mantetong.domain.papers.FindingCode['OUT_OF_DATE'], mantetong.domain.papers.FindingCode['OVEREXPOSED'], mantetong.domain.papers.FindingCode['PAGE_MISSING'], mantetong.domain.papers.FindingCode['PAY_CODE_COVERED'], mantetong.domain.papers.FindingCode['PHOTOCOPY'], mantetong.domain.papers.FindingCode['ROTATED'], mantetong.domain.papers.FindingCode['SAME_PAGE_TWICE'], mantetong.domain.papers.FindingCode['TOO_LARGE'], mantetong.domain.papers.FindingCode['UNREADABLE_FILE'], mantetong.domain.papers.FindingCode['WRONG_KIND'], mantetong.domain.papers.FindingCode['WRONG_PERSON'], mantetong.domain.papers.FindingCode['WRONG_SIDE'], mantetong.domain.papers.FindingCode['WRONG_TYPE']])), name='paper_finding_code_known'), models.CheckConstraint(condition=models.Q(('level__in', [mantetong.domain.papers.Level['INFO'], mantetong.domain.papers.Level['REJECT'], mantetong.domain.papers.Level['WARN']])), name='paper_finding_level_known')],
            },
        ),
        migrations.CreateModel(
            name='PaperLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='materials.paper')),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='paper_look_at'), models.Index(fields=['paper'], name='paper_look_of')],
            },
        ),
        migrations.CreateModel(
            name='PaperPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('turned', models.PositiveSmallIntegerField(default=0)),
                ('storage_key', models.CharField(max_length=80)),
                ('covered', models.JSONField(null=True)),
                ('text', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='materials.paper')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('paper', 'number'), name='paper_page_once')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('content', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('engine', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('digest', models.CharField(max_length=64)),
                ('region', models.CharField(max_length=6)),
                ('people', models.PositiveIntegerField()),
                ('state', models.CharField(default='OPEN', max_length=8)),
                ('first_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('note', models.CharField(default='', max_length=200)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'state', '-last_at'], name='signal_in_region')],
                'constraints': [models.UniqueConstraint(fields=('region', 'kind', 'digest'), name='signal_once_per_region'), models.CheckConstraint(condition=models.Q(('kind__in', ['CERTIFICATE', 'PAGE', 'PHONE'])), name='signal_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['CLOSED', 'OPEN'])), name='signal_state_known'), models.CheckConstraint(condition=models.Q(('state', 'OPEN'), models.Q(('closed_by__isnull', False), models.Q(('note', ''), _negated=True)), _connector='OR'), name='signal_closed_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Trace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('digest', models.CharField(max_length=64)),
                ('region', models.CharField(max_length=6)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.filing')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='traces', to='materials.paper')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.insuredperson')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'digest'], name='trace_digest')],
                'constraints': [models.UniqueConstraint(fields=('paper', 'kind', 'digest'), name='trace_once_per_paper'), models.CheckConstraint(condition=models.Q(('kind__in', ['CERTIFICATE', 'PAGE', 'PHONE'])), name='trace_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='UnnamedBlob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('storage_key', models.CharField(max_length=80, unique=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='unnamed_blob_at')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=mantetong.materials.models.keys.new_key, max_length=20, unique=True)),
                ('client_key', models.CharField(max_length=64)),
                ('slot', models.CharField(max_length=60)),
                ('name', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('size', models.PositiveIntegerField()),
                ('digest', models.CharField(default='', max_length=64)),
                ('received', models.PositiveIntegerField(default=0)),
                ('refused', models.CharField(default='', max_length=32)),
                ('at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.filing')),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='materials.paper')),
            ],
            options={
                'indexes': [models.Index(fields=['expires_at'], name='upload_expires')],
                'constraints': [models.UniqueConstraint(fields=('account', 'client_key'), name='upload_once_per_client_key'), models.CheckConstraint(condition=models.Q(('received__lte', models.F('size'))), name='upload_never_more_than_announced')],
            },
        ),
        migrations.CreateModel(
            name='UploadPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField()),
                ('size', models.PositiveIntegerField()),
                ('storage_key', models.CharField(max_length=80)),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='materials.upload')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('upload', 'start'), name='upload_part_once')],
            },
        ),
        migrations.CreateModel(
            name='HeldFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.CharField(max_length=60)),
                ('name', mantetong.outside.encrypted_field.EncryptedTextField()),
                ('size', models.PositiveIntegerField()),
                ('storage_key', models.CharField(max_length=80)),
                ('state', models.CharField(max_length=12)),
                ('found', models.CharField(default='', max_length=120)),
                ('at', models.DateTimeField()),
                ('scanned_at', models.DateTimeField(null=True)),
                ('purge_on', models.DateField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.filing')),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='materials.paper')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'id'], name='held_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['QUARANTINED', 'WAITING'])), name='held_state_known'), models.CheckConstraint(condition=models.Q(('state', 'WAITING'), ('purge_on__isnull', False), _connector='OR'), name='held_quarantine_has_an_end')],
            },
        ),
    ]
