import django.db.models.deletion
import django.db.models.functions.comparison
import mantetong.cases.models.filing
import mantetong.domain.criteria.answers
import mantetong.domain.outcomes
import mantetong.domain.stages
import mantetong.outside.encrypted_field
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('policies', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DailyRoot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(unique=True)),
                ('root', models.CharField(max_length=64)),
                ('chains', models.PositiveIntegerField()),
                ('last_filing', models.BigIntegerField(default=0)),
                ('signature', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=mantetong.cases.models.filing.new_reference, max_length=16, unique=True)),
                ('region', models.CharField(max_length=6)),
                ('kind', models.CharField(default=mantetong.domain.outcomes.Kind['NEW'], max_length=10)),
                ('door', models.CharField(max_length=40)),
                ('insutype', models.CharField(blank=True, default='', max_length=6)),
                ('opened_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('summary', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('phone', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('address', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('number', models.CharField(max_length=21, null=True, unique=True)),
                ('query_code', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('query_digest', models.CharField(blank=True, default='', max_length=64)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('form_key', models.CharField(blank=True, default='', max_length=80)),
                ('signed_at', models.DateTimeField(null=True)),
                ('ledger_seq', models.PositiveIntegerField(default=0)),
                ('ledger_digest', models.CharField(blank=True, default='', max_length=64)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('doctor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.doctor')),
                ('institution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution')),
                ('mandate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.mandate')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.insuredperson')),
                ('policy_version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.policyversion')),
            ],
            options={
                'indexes': [models.Index(fields=['account', '-id'], name='filing_of_account'), models.Index(fields=['person', '-id'], name='filing_of_person'), models.Index(fields=['region', '-submitted_at', 'id'], name='filing_of_region'), models.Index(condition=models.Q(('submitted_at', None)), fields=['changed_at'], name='filing_old_drafts'), models.Index(condition=models.Q(('kind', mantetong.domain.outcomes.Kind['APPEAL'])), fields=['region', '-id'], name='filing_appeals')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('number', None), ('submitted_at', None)), models.Q(('number__isnull', False), ('policy_version__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='filing_is_submitted_whole')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('explanation', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('at', models.DateTimeField()),
                ('cleared_at', models.DateTimeField(null=True)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='cases.filing')),
            ],
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.CharField(max_length=6)),
                ('on', models.DateField()),
                ('last', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'on'), name='number_series_once')],
            },
        ),
        migrations.CreateModel(
            name='ProgressTry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number_digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['number_digest', '-at'], name='progress_tries')],
            },
        ),
        migrations.CreateModel(
            name='Reached',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(max_length=40)),
                ('channel', models.CharField(max_length=20)),
                ('state', models.CharField(max_length=16)),
                ('at', models.DateTimeField()),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reached', to='cases.filing')),
            ],
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveSmallIntegerField()),
                ('reference', models.CharField(default=mantetong.cases.models.filing.new_reference, max_length=16, unique=True)),
                ('number', models.CharField(max_length=25, null=True, unique=True)),
                ('region', models.CharField(max_length=6)),
                ('disease_code', models.CharField(max_length=30)),
                ('stage', models.CharField(default=mantetong.domain.stages.Stage['DRAFT'], max_length=16)),
                ('entered_stage_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=0)),
                ('counted_from', models.DateTimeField(null=True)),
                ('limit_days', models.PositiveSmallIntegerField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('due_is_provisional', models.BooleanField(default=False)),
                ('calendar', models.CharField(blank=True, default='', max_length=80)),
                ('is_urgent', models.BooleanField(default=False)),
                ('risk', models.PositiveSmallIntegerField(default=0)),
                ('line_on', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce(models.F('due_on'), models.Func(models.F('entered_stage_at'), output_field=models.DateField(), template="(%(expressions)s AT TIME ZONE 'Asia/Shanghai')::date")), output_field=models.DateField())),
                ('answered_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(max_length=16, null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.insuredperson')),
                ('rules_version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.policyversion')),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='cases.filing')),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'stage', 'line_on', '-risk', 'id'], name='case_in_line'), models.Index(condition=models.Q(('stage__in', [mantetong.domain.stages.Stage['CONFIRMING'], mantetong.domain.stages.Stage['DETERMINING'], mantetong.domain.stages.Stage['FILED'], mantetong.domain.stages.Stage['REVIEWING']])), fields=['region', 'line_on', '-risk', 'id'], name='case_at_work'), models.Index(condition=models.Q(('is_urgent', True), ('stage__in', [mantetong.domain.stages.Stage['CONFIRMING'], mantetong.domain.stages.Stage['DETERMINING'], mantetong.domain.stages.Stage['FILED'], mantetong.domain.stages.Stage['REVIEWING']])), fields=['region', 'line_on', '-risk', 'id'], name='case_urgent'), models.Index(condition=models.Q(('answered_at__isnull', False), ('stage', mantetong.domain.stages.Stage['REVIEWING'])), fields=['region', 'line_on', '-risk', 'id'], name='case_answered'), models.Index(condition=models.Q(('stage__in', [mantetong.domain.stages.Stage['CONFIRMING'], mantetong.domain.stages.Stage['DETERMINING'], mantetong.domain.stages.Stage['FILED'], mantetong.domain.stages.Stage['REVIEWING']])), fields=['region', 'disease_code', 'line_on', '-risk', 'id'], name='case_of_disease'), models.Index(fields=['person', '-id'], name='case_of_person')],
                'constraints': [models.UniqueConstraint(fields=('filing', 'disease_code'), name='case_once_per_filing'), models.UniqueConstraint(fields=('filing', 'ordinal'), name='case_ordinal_once'), models.UniqueConstraint(condition=models.Q(('stage__in', [mantetong.domain.stages.Stage['CONFIRMING'], mantetong.domain.stages.Stage['DETERMINING'], mantetong.domain.stages.Stage['FILED'], mantetong.domain.stages.Stage['REVIEWING'], mantetong.domain.stages.Stage['SUPPLEMENTING']])), fields=('person', 'disease_code'), name='case_one_running'), models.CheckConstraint(condition=models.Q(('stage__in', [mantetong.domain.stages.Stage['CONFIRMING'], mantetong.domain.stages.Stage['DECIDED'], mantetong.domain.stages.Stage['DETERMINING'], mantetong.domain.stages.Stage['DRAFT'], mantetong.domain.stages.Stage['FILED'], mantetong.domain.stages.Stage['LAPSED'], mantetong.domain.stages.Stage['REFUSED'], mantetong.domain.stages.Stage['REVIEWING'], mantetong.domain.stages.Stage['SUPPLEMENTING'], mantetong.domain.stages.Stage['WITHDRAWN']])), name='case_stage_known'), models.CheckConstraint(condition=models.Q(('outcome', None), ('outcome__in', [mantetong.domain.outcomes.Outcome['NOT_RECOGNISED'], mantetong.domain.outcomes.Outcome['RECOGNISED'], mantetong.domain.outcomes.Outcome['UNDETERMINED']]), _connector='OR'), name='case_outcome_known'), models.CheckConstraint(condition=models.Q(models.Q(('stage', mantetong.domain.stages.Stage['DECIDED']), _negated=True), models.Q(('decided_at__isnull', False), ('outcome__isnull', False)), _connector='OR'), name='case_decided_whole')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('released_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='cases.filing')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('released_at', None)), fields=['account', '-at'], name='claim_of_account')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('released_at', None)), fields=('filing',), name='claim_one_open')],
            },
        ),
        migrations.CreateModel(
            name='CriterionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=40)),
                ('answer', models.CharField(max_length=12)),
                ('said', models.TextField(blank=True, default='')),
                ('source', models.TextField(blank=True, default='')),
                ('is_human', models.BooleanField()),
                ('role', models.CharField(max_length=16)),
                ('reason', models.TextField(blank=True, default='')),
                ('evidence', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['case', 'path', '-id'], name='answer_of_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(('answer__in', [mantetong.domain.criteria.answers.Answer['CANNOT_TELL'], mantetong.domain.criteria.answers.Answer['MET'], mantetong.domain.criteria.answers.Answer['NOT_MET']])), name='answer_one_of_three'), models.CheckConstraint(condition=models.Q(('is_human', False), ('account__isnull', False), _connector='OR'), name='answer_human_has_name')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(max_length=16)),
                ('reasons', models.JSONField()),
                ('remark', models.TextField(blank=True, default='')),
                ('role', models.CharField(max_length=16)),
                ('at', models.DateTimeField()),
                ('is_final', models.BooleanField(default=False)),
                ('superseded_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='cases.case')),
                ('doctor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.doctor')),
                ('institution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('case',), name='decision_one_standing'), models.CheckConstraint(condition=models.Q(('outcome__in', [mantetong.domain.outcomes.Outcome['NOT_RECOGNISED'], mantetong.domain.outcomes.Outcome['RECOGNISED'], mantetong.domain.outcomes.Outcome['UNDETERMINED']])), name='decision_outcome_known')],
            },
        ),
        migrations.CreateModel(
            name='FactSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('facts', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fact_sheets', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['case', '-id'], name='facts_of_case')],
            },
        ),
        migrations.CreateModel(
            name='Following',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('disease_code', models.CharField(max_length=30)),
                ('recognition_id', models.BigIntegerField(null=True)),
                ('hands', models.JSONField(default=list)),
                ('institutions', models.JSONField(default=list)),
                ('paths', models.JSONField(default=list)),
                ('grounds', mantetong.outside.encrypted_field.EncryptedTextField(null=True)),
                ('at', models.DateTimeField()),
                ('earlier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='cases.case')),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followings', to='cases.filing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('filing', 'disease_code'), name='following_once_per_disease'), models.CheckConstraint(condition=models.Q(('earlier__isnull', False), ('recognition_id__isnull', False), _connector='OR'), name='following_follows_something')],
            },
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField()),
                ('action', models.CharField(max_length=40)),
                ('account_id_of_actor', models.BigIntegerField(null=True)),
                ('role', models.CharField(max_length=16)),
                ('at', models.DateTimeField()),
                ('facts', models.JSONField()),
                ('note', models.TextField(blank=True, default='')),
                ('previous', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='cases.case')),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='cases.filing')),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='ledger_by_time')],
                'constraints': [models.UniqueConstraint(fields=('filing', 'seq'), name='ledger_seq_once')],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='cases.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_at', None)), fields=('case',), name='pause_one_open'), models.CheckConstraint(condition=models.Q(('until_at', None), ('until_at__gte', models.F('from_at')), _connector='OR'), name='pause_runs_forward')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=16)),
                ('why', models.CharField(max_length=40)),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('institution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.institution')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='cases.case')),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='cases.filing')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('until_at', None)), fields=['account', 'filing'], name='assignment_of_account'), models.Index(condition=models.Q(('until_at', None)), fields=['institution', 'filing'], name='assignment_of_institution')],
                'constraints': [models.CheckConstraint(condition=models.Q(('account', None), ('institution', None), _connector='XOR'), name='assignment_to_one')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dailyroot',
            trigger=pgtrigger.compiler.Trigger(name='root_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5b1de9d54d45e153a44871e0a92069f40a374549', operation='UPDATE OR DELETE', pgid='pgtrigger_root_append_only_408a0', table='cases_dailyroot', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='decision_by_other_hands', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NEW.account_id IS NOT NULL AND EXISTS (SELECT 1 FROM cases_following f JOIN cases_filing g ON g.id = f.filing_id\n        WHERE f.filing_id = (SELECT filing_id FROM cases_case WHERE id = NEW.case_id) AND g.kind = 'APPEAL' AND f.hands @> to_jsonb(NEW.account_id)) THEN RAISE EXCEPTION 'appeal judged before by account %', NEW.account_id USING ERRCODE = 'check_violation'; END IF; RETURN NEW;", hash='a744d746a9955de5ae2e850cf59483b241a33840', operation='INSERT', pgid='pgtrigger_decision_by_other_hands_2c6ca', table='cases_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='claim_by_other_hands', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NEW.account_id IS NOT NULL AND EXISTS (SELECT 1 FROM cases_following f JOIN cases_filing g ON g.id = f.filing_id\n        WHERE f.filing_id = NEW.filing_id AND g.kind = 'APPEAL' AND f.hands @> to_jsonb(NEW.account_id)) THEN RAISE EXCEPTION 'appeal judged before by account %', NEW.account_id USING ERRCODE = 'check_violation'; END IF; RETURN NEW;", hash='0a0f68250015c6023e4bd5cbb591d80ec82785ec', operation='INSERT', pgid='pgtrigger_claim_by_other_hands_7c7d8', table='cases_claim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerentry',
            trigger=pgtrigger.compiler.Trigger(name='ledger_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6e5098bae0842437a1dee0b40e98e9e5252cab81', operation='UPDATE OR DELETE', pgid='pgtrigger_ledger_append_only_2b0f3', table='cases_ledgerentry', when='BEFORE')),
        ),
    ]
